package qr_test

import (
	"bytes"
	"fmt"

	"github.com/byoasn/byoasn/handoff/qr"
)

func Example() {
	frames, err := qr.Encode([]byte("a small file"), 80)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range frames { // print f.Terminal(), or write f.PNG()
		fmt.Println("code", f.Number, "of", f.Count)
	}

	file, err := qr.Collect(frames[0].Text) // what a phone read
	fmt.Printf("%s %v\n", file, err)
	// Output:
	// code 1 of 1
	// a small file <nil>
}

func ExampleMissing() {
	frames, err := qr.Encode(bytes.Repeat([]byte("noise "), 3), 80)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(qr.Missing(frames[0].Text)) // of one code, none is
	fmt.Println(qr.Missing("what a camera saw elsewhere"))
	// Output:
	// [] 1
	// [] 0
}

package sign_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/sign"
)

func Example() {
	key, err := rsa.GenerateKey(rand.Reader, 2048) // or certgen.ReadKey, or a token
	if err != nil {
		fmt.Println(err)
		return
	}
	message := []byte("1|aws|123456789012|12345|20271231|SHA256|RSAPSS")
	sig, err := sign.Sign(key, message)
	if err != nil {
		fmt.Println(err)
		return
	}
	text := sig.String() // what AWS takes
	fmt.Println(len(text), strings.HasSuffix(text, "__"))

	sig, err = sign.Parse(text)
	fmt.Println(err, sign.Verify(&key.PublicKey, message, sig))
	// Output:
	// 344 true
	// <nil> <nil>
}

func ExampleVerify() {
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	sig, _ := sign.Sign(key, []byte("1|aws|123456789012|12345|20271231|SHA256|RSAPSS\n"))

	err := sign.Verify(&key.PublicKey, []byte("1|aws|123456789012|12345|20271231|SHA256|RSAPSS"), sig)
	var why *sign.VerifyError
	if errors.As(err, &why) {
		fmt.Println(why.Reason, why.Text)
	}
	fmt.Println(err)
	// Output:
	// other-message trailing-newline
	// signature does not verify: it was made with this key over the same text with a newline at the end; sign again without: printf %s, or echo -n, writes the text alone
}

func ExampleParse() {
	_, err := sign.Parse(strings.Repeat("AAA/", 85) + "AA==")
	fmt.Println(err)
	var e *sign.EncodingError
	if errors.As(err, &e) {
		fmt.Println("for AWS:", e.Raw.String()[:8]+"…")
	}
	// Output:
	// signature of 344 characters is plain base64: AWS wants - for +, _ for = and ~ for /; translate standard base64 with tr -- '+=/' '-_~', the sets in that order
	// for AWS: AAA~AAA~…
}

func ExampleBatch() {
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	messages := func(yield func([]byte, error) bool) {
		for _, number := range []string{"12345", "54321"} {
			if !yield([]byte("1|aws|123456789012|"+number+"|20271231|SHA256|RSAPSS"), nil) {
				return
			}
		}
	}
	for result := range sign.Batch(context.Background(), key, messages, sign.BatchOptions{}) {
		number := bytes.Split(result.Message, []byte("|"))[3]
		fmt.Printf("%s: %d bytes, error %v\n", number, len(result.Signature), result.Err)
	}
	// Output:
	// 12345: 256 bytes, error <nil>
	// 54321: 256 bytes, error <nil>
}

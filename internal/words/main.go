// Command words lists the sentences that a user can see, with the place of each:
// what the programs print, their help, and with -docs the exported documentation
// too. It is for whoever reads them over:
//
//	go run ./internal/words | less
//	go run ./internal/words -docs -wrong    # only those with words that are not ours
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	docs := flag.Bool("docs", false, "the exported documentation too")
	wrong := flag.Bool("wrong", false, "only sentences with words that CONTRIBUTING.md does not have")
	flag.Parse()
	sentences, err := collect(".", *docs)
	if err != nil {
		fmt.Fprintln(os.Stderr, "words: error:", err)
		os.Exit(2)
	}
	found := false
	for _, s := range sentences {
		why := s.wrong()
		if *wrong && why == "" {
			continue
		}
		found = found || why != ""
		fmt.Println(s)
		if why != "" {
			fmt.Println("\t" + why)
		}
	}
	if *wrong && found {
		os.Exit(1)
	}
}

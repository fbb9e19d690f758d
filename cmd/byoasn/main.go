// Command byoasn proves to AWS that an autonomous system number or an address
// range is yours: it makes the key, the certificate, the message and the
// signature, and tells what to publish at the registry. Run "byoasn -h".
package main

import (
	"os"

	"github.com/byoasn/byoasn/internal/cli"
)

func main() {
	os.Exit(cli.Main(cli.System(), os.Args[1:]))
}

package publish_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

func ExampleChange_Update() {
	data, err := os.ReadFile("../rdap/testdata/certs/arin-NET-3-0-0-0-1.oneline.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	cert, err := certgen.ReadCertificate(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	c := publish.Change{Registry: registry.RIPE, Resource: resource.OfASN(64496), Certificate: cert}
	if get, ok := c.Get(); ok {
		fmt.Println(get.Title + ":\n  " + get.Shell("object.json"))
	}
	update, err := c.Update([]byte("aut-num: AS64496\nas-name: EXAMPLE\ndescr: ours\nmnt-by: EXAMPLE-MNT\nsource: RIPE\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(strings.Replace(update.Text, certgen.OneLine(cert), "-----BEGIN…", 1))
	for _, call := range update.Calls {
		fmt.Println(call.Title + ":\n  " + call.Shell("new.json"))
	}
	// Output:
	// get the object as it is, with all its attributes:
	//   curl --fail-with-body --silent --show-error --output 'object.json' 'https://rest.db.ripe.net/ripe/aut-num/AS64496.json?unfiltered&unformatted'
	// aut-num: AS64496
	// as-name: EXAMPLE
	// descr: ours
	// descr:          -----BEGIN…
	// mnt-by: EXAMPLE-MNT
	// source: RIPE
	// have the database check it, which changes nothing:
	//   printf 'user = "%s"\n' "$RIPE_API_KEY" | curl --config - --fail-with-body --silent --show-error --request PUT --header 'Content-Type: application/json' --data-binary '@new.json' 'https://rest.db.ripe.net/ripe/aut-num/AS64496?dry-run&unformatted'
	// replace the object:
	//   printf 'user = "%s"\n' "$RIPE_API_KEY" | curl --config - --fail-with-body --silent --show-error --request PUT --header 'Content-Type: application/json' --data-binary '@new.json' 'https://rest.db.ripe.net/ripe/aut-num/AS64496?unformatted'
}

package proof_test

import (
	"fmt"

	"github.com/byoasn/byoasn/proof"
)

func Example() {
	file, err := proof.Parse([]byte(`{"version": 1, "proofs": [{"account": "123456789012", "asn": "65551"}]}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := file.Find(proof.Which{})
	if err != nil {
		fmt.Println(err)
		return
	}
	p.Key = "private-key.pem"
	data, err := file.Marshal()
	fmt.Print(string(data), err)
	// Output:
	// {
	//   "version": 1,
	//   "proofs": [
	//     {
	//       "account": "123456789012",
	//       "asn": "65551",
	//       "key": "private-key.pem"
	//     }
	//   ]
	// }
	// <nil>
}

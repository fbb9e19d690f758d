package external_test

import (
	"context"
	"fmt"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

func ExampleNew() {
	key, err := certgen.NewKey(certgen.DefaultBits)
	if err != nil {
		fmt.Println(err)
		return
	}
	signer, err := external.New(context.Background(), &key.PublicKey, external.Command{Args: []string{"echo", "no signature"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = sign.Sign(signer, []byte("1|aws|123456789012|12345|20271231|SHA256|RSAPSS"))
	fmt.Println(err != nil)
	// Output:
	// true
}

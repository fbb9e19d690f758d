package external_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/sign"
	"github.com/byoasn/byoasn/sign/external"
)

func Example() {
	data, err := os.ReadFile("public.pem") // exported from the token
	if err != nil {
		fmt.Println(err)
		return
	}
	public, err := certgen.ReadPublicKey(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	args, err := external.Split("pkcs11-tool --module /usr/lib/softhsm/libsofthsm2.so --token-label byoasn" +
		" --login --pin env:PIN --sign --id 01 --mechanism SHA256-RSA-PKCS-PSS --mgf MGF1-SHA256 --salt-len 32")
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	signer, err := external.New(ctx, public, external.Command{Args: args})
	if err != nil {
		fmt.Println(err)
		return
	}
	sig, err := sign.Sign(signer, []byte("1|aws|123456789012|12345|20271231|SHA256|RSAPSS"))
	if err != nil {
		fmt.Println(err) // such as: ... it said: error: PKCS11 function C_Login failed: rv = CKR_PIN_INCORRECT
		return
	}
	fmt.Println(sig)
}

func ExampleSplit() {
	args, err := external.Split(`openssl dgst -sha256 -sign 'my key.pem'`)
	fmt.Printf("%q %v\n", args, err)

	_, err = external.Split("tool | base64 -d")
	fmt.Println(err)
	// Output:
	// ["openssl" "dgst" "-sha256" "-sign" "my key.pem"] <nil>
	// the command has '|', which only a shell would understand, and none reads it: put it in quotes if it stands for itself, or the command in a script
}

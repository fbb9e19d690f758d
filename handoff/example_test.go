package handoff_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/handoff"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// The request of the package comment, from its making to the signature. A real
// one has a public ASN; this one's is for documentation.
func Example() {
	now := time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC)

	// On the connected machine.
	m, err := message.New(message.Fields{
		Account:       "123456789012",
		Resource:      resource.OfASN(64496),
		Expires:       message.Date{Year: 2027, Month: 12, Day: 31},
		AllowReserved: true,
	}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	certificate, err := parseFile("testdata/certificate.pem", certgen.ReadCertificate)
	if err != nil {
		fmt.Println(err)
		return
	}
	signer, err := handoff.SignerOf(certificate) // and its key
	if err != nil {
		fmt.Println(err)
		return
	}
	signer.Certificate = "" // whatever certificate the key has by then
	request, err := handoff.NewRequest([]message.Message{m}, handoff.Options{
		Signer: signer,
		Note:   "renewal, ticket 4711",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s", request.Marshal())

	// On the secure host.
	carried, err := handoff.ParseRequest(request.Marshal())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println()
	fmt.Print(carried.Describe(now))

	// Output:
	// {
	//   "version": 1,
	//   "kind": "byoasn-request",
	//   "note": "renewal, ticket 4711",
	//   "signer": {
	//     "publicKey": "C5:4C:18:FF:D5:6D:EF:47:63:90:3F:BA:C9:F6:45:CF:D4:68:6E:4C:65:19:75:43:72:7C:78:9C:5D:FD:2D:80"
	//   },
	//   "items": [
	//     {
	//       "account": "123456789012",
	//       "asn": "64496",
	//       "expires": "20271231",
	//       "message": "1|aws|123456789012|64496|20271231|SHA256|RSAPSS"
	//     }
	//   ]
	// }
	//
	// digest: 71961 33015 42543 39858 64596 42307
	// signer: | public key  SHA-256 C5:4C:18:FF:D5:6D:EF:47:63:90:3F:BA:C9:F6:45:CF:
	//         |                     D4:68:6E:4C:65:19:75:43:72:7C:78:9C:5D:FD:2D:80
	// note:   | renewal, ticket 4711
	//
	// 1 of 1: AWS account 1234-5678-9012 may announce AS64496
	//     expires 2027-12-31, in 213 days
	//     1|aws|123456789012|64496|20271231|SHA256|RSAPSS
	//     careful: resource "64496" is not public: Documentation and sample
	//       code (RFC 5398); use the ASN that a registry assigned to you
}

// Before somebody is asked to confirm a request, or for a passphrase: would it be
// signed?
func ExampleRequest_Check() {
	request, _, err := stored()
	if err != nil {
		fmt.Println(err)
		return
	}
	other, err := parseFile("testdata/other-certificate.pem", certgen.ReadCertificate)
	if err != nil {
		fmt.Println(err)
		return
	}
	err = request.Check(other.PublicKey, other, time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC))
	fmt.Println(errors.Is(err, handoff.WrongKey))
	err = request.Check(other.PublicKey, nil, time.Date(2028, 6, 1, 12, 0, 0, 0, time.UTC))
	for _, p := range problem.All(err) {
		fmt.Println(p.ID, p.Field, p.Path)
	}
	// Output:
	// true
	// wrong-key request /signer
}

// What a screen of one's own shows, and asks for.
func ExampleDigest_Groups() {
	request, _, err := stored()
	if err != nil {
		fmt.Println(err)
		return
	}
	groups := request.Digest().Groups()
	fmt.Println(groups[0], groups[1], groups[2], groups[3], groups[4], "and the sixth group?")
	fmt.Println(groups[5] == "00000")
	// Output:
	// 71961 33015 42543 39858 64596 and the sixth group?
	// false
}

func ExampleRespond() {
	now := time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC)
	request, _, err := stored()
	if err != nil {
		fmt.Println(err)
		return
	}
	key, err := parseFile("testdata/key.pem", func(data []byte) (*certgen.KeyFile, error) { return certgen.ReadKey(data, nil) })
	if err != nil {
		fmt.Println(err)
		return
	}
	response, err := handoff.Respond(key.Key, nil, request, now) // once somebody has confirmed it
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(response.Request() == request.Digest())
	fmt.Println(strings.Count(string(response.AuditLines(now)), "\n"), "line to log")
	// Output:
	// true
	// 1 line to log
}

// The response to that request was stored, as signatures are random.
func ExampleAccept() {
	now := time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC)
	request, response, err := stored()
	if err != nil {
		fmt.Println(err)
		return
	}
	accepted, err := handoff.Accept(request, response, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(accepted.Signed[0].Message)
	fmt.Println("signature:", len(accepted.Signed[0].Signature.String()), "characters")
	fmt.Println(certgen.Fingerprint(accepted.Certificate))
	// Output:
	// 1|aws|123456789012|64496|20271231|SHA256|RSAPSS
	// signature: 344 characters
	// 96:EF:A5:D2:40:9C:7E:8D:6E:E4:DA:80:63:6D:32:B6:C4:99:41:06:25:40:DD:6E:2F:5D:A5:00:38:42:6E:37
}

// A response to another request, here one with another note, is refused by name.
func ExampleAccept_otherRequest() {
	request, response, err := stored()
	if err != nil {
		fmt.Println(err)
		return
	}
	other, err := handoff.NewRequest(request.Messages(), handoff.Options{Note: "ticket 4712"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = handoff.Accept(other, response, time.Date(2027, 6, 1, 12, 0, 0, 0, time.UTC))
	fmt.Println(err)
	// Output:
	// response /request is another request's digest (71961 33015 42543 39858 64596 42307), and this request's is 80134 00802 76516 03488 40053 48826; give the request that was answered, or have this one answered
}

// stored reads the files of the example.
func stored() (*handoff.Request, *handoff.Response, error) {
	request, err := parseFile("testdata/example-request.json", handoff.ParseRequest)
	if err != nil {
		return nil, nil, err
	}
	response, err := parseFile("testdata/example-response.json", handoff.ParseResponse)
	return request, response, err
}

func parseFile[T any](name string, parse func([]byte) (T, error)) (T, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		var none T
		return none, err
	}
	return parse(data)
}

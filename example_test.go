package byoasn_test

import (
	"context"
	"fmt"
	"time"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// From a key to the verdict, with RIPE NCC's record as its database gives it once
// the certificate is in it.
func Example() {
	now := time.Date(2030, 11, 25, 8, 0, 0, 0, time.UTC)
	asn := resource.OfASN(196615)

	key, _ := certgen.NewKey(certgen.DefaultBits) // or certgen.ReadKey, or any crypto.Signer
	cert, _ := certgen.NewCertificate(key, certgen.Profile{NotAfter: now.AddDate(1, 0, 0)}, now)
	guide, _ := publish.Change{Registry: registry.RIPE, Resource: asn, Certificate: cert}.Guide()

	m, err := message.New(message.Fields{Account: "123456789012", Resource: asn}, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	sig, err := sign.Sign(key, m.Bytes())
	if err != nil {
		fmt.Println(err)
		return
	}

	record, err := rdap.Parse([]byte("aut-num: AS196615\nas-name: EXAMPLE\n" + guide.Text + "\nsource: RIPE\n"))
	report, _ := preflight.Gather(preflight.Input{
		Message: m.String(), Signature: sig.String(), Record: record, RecordErr: err, Now: now,
	}).Report(context.Background())
	fmt.Println(m)
	fmt.Println(report.Verdict, report.Headline)
	// Output:
	// 1|aws|123456789012|196615|20301231|SHA256|RSAPSS
	// pass Yes: by everything that AWS documents, it would accept the proof for AS196615 and account 123456789012.
}

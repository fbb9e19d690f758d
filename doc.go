// Package byoasn is the overview of a toolkit with which network operators
// bring their own autonomous system number (BYOASN) and address ranges (BYOIP)
// to AWS. It has no code of its own: the work is in the packages below it, and
// the command line is in cmd/byoasn.
//
// AWS lets a company announce its addresses under its own ASN once it has seen
// a proof: a message, signed with a private key whose self-signed certificate
// stands in the ASN's public record at ARIN, RIPE NCC or APNIC.
//
//	1|aws|ACCOUNT|ASN|YYYYMMDD|SHA256|RSAPSS
//
// # Making the proof
//
//	key, err := certgen.NewKey(certgen.DefaultBits)     // or certgen.ReadKey, or any crypto.Signer
//	notAfter, err := certgen.ValidFor(now, 365)
//	cert, err := certgen.NewCertificate(key, certgen.Profile{NotAfter: notAfter}, now)
//	guide, err := publish.Change{Registry: registry.RIPE, Resource: resource.OfASN(12345), Certificate: cert}.Guide()
//	m, err := message.New(message.Fields{Account: "123456789012", Resource: resource.OfASN(12345)}, now)
//	sig, err := sign.Sign(key, m.Bytes())
//	fmt.Println(guide.Text, m, sig)
//
// The program examples/quickstart is the same, complete. Whether the registry
// publishes it:
//
//	answer, err := new(client.Client).Record(ctx, resource.OfASN(12345))
//	report, err := preflight.Gather(preflight.Input{RecordOnly: true,
//		ASN: 12345, Certificate: cert, Record: answer.Record, RecordErr: err, Now: now}).Report(ctx)
//
// None of the packages but lookup/client touches a network, and none reads a clock or
// prints: they take values, readers and an explicit "now".
//
// # Packages
//
//   - [github.com/byoasn/byoasn/resource]: an AS number or an address range, and which are not public
//   - [github.com/byoasn/byoasn/message]: compose the message strictly; read one and explain its slips
//   - [github.com/byoasn/byoasn/sign]: the RSASSA-PSS signature, its text form, and why one does not verify
//   - [github.com/byoasn/byoasn/certgen]: RSA keys and their files, certificates in any form people paste
//   - [github.com/byoasn/byoasn/registry]: where each registry takes the certificate
//   - [github.com/byoasn/byoasn/rdap]: a registry's record, and the certificates in it
//   - [github.com/byoasn/byoasn/lookup]: whom to ask for a record, and what came back
//   - [github.com/byoasn/byoasn/lookup/client]: fetching records, over the network
//
// # Errors
//
// Errors that a caller may want to act on are sentinel values or small types,
// for errors.Is and errors.As; each names the offending input, what was
// expected and the mend. None contains a secret.
package byoasn

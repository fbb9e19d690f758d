package preflight

import "github.com/byoasn/byoasn/problem"

// The checks, by their IDs, which are stable, in text and JSON; [IDs] lists them
// in the order in which a report has them.
const (
	MessageFormat   problem.ID = "message-format"   // seven fields and the constants among them
	MessageAccount  problem.ID = "message-account"  // 12 digits, and the account asked for
	MessageResource problem.ID = "message-resource" // an ASN or CIDR as AWS writes it, and the one asked for
	MessageExpiry   problem.ID = "message-expiry"   // to come, with a week for provisioning
	ResourcePublic  problem.ID = "resource-public"  // none of IANA's special numbers and addresses

	SignatureEncoding problem.ID = "signature-encoding" // AWS's text form
	SignatureScheme   problem.ID = "signature-scheme"   // RSASSA-PSS, SHA-256, salt of 32 bytes

	RegistrySupported problem.ID = "registry-supported" // ARIN, RIPE NCC or APNIC
	RecordFound       problem.ID = "record-found"       // the registry has a record of the resource
	RecordObject      problem.ID = "record-object"      // the resource's own object, or a parent's for a CIDR
	RecordComplete    problem.ID = "record-complete"    // nothing was left out of it

	CertificatePublished     problem.ID = "certificate-published"      // a certificate, ours, is in the record
	CertificatePlacement     problem.ID = "certificate-placement"      // on the object and in the field that AWS reads
	CertificateForm          problem.ID = "certificate-form"           // whole, on one line
	CertificateEncoding      problem.ID = "certificate-encoding"       // DER, as RFC 5280 has it
	CertificateKey           problem.ID = "certificate-key"            // RSA, 2048 bits
	CertificateSelfSignature problem.ID = "certificate-self-signature" // verifies
	CertificateValidity      problem.ID = "certificate-validity"       // now, for the week, and as long as the message

	SignatureMatches  problem.ID = "signature-matches-record" // verifies over the message with a certificate in the record
	CertificateStale  problem.ID = "certificate-stale"        // nothing else is left in the record
	CertificateSecret problem.ID = "certificate-secret"       // no private key is published

	ROAAmazon    problem.ID = "roa-amazon"     // ROAs for Amazon's AS numbers
	ROAOwnASN    problem.ID = "roa-own-asn"    // a ROA for one's own
	ROAMaxLength problem.ID = "roa-max-length" // their maximal length covers the prefix
	ROAAS0       problem.ID = "roa-as0"        // no ROA of AS0 covers the prefix
)

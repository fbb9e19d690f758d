package preflight

// An ID names a check. Its values are stable, in text and JSON; [IDs] lists them
// in the order in which a report has them.
type ID string

// The checks.
const (
	MessageFormat   ID = "message-format"   // seven fields and the constants among them
	MessageAccount  ID = "message-account"  // 12 digits, and the account asked for
	MessageResource ID = "message-resource" // an ASN or CIDR as AWS writes it, and the one asked for
	MessageExpiry   ID = "message-expiry"   // to come, with a week for provisioning
	ResourcePublic  ID = "resource-public"  // none of IANA's special numbers and addresses

	SignatureEncoding ID = "signature-encoding" // AWS's text form
	SignatureScheme   ID = "signature-scheme"   // RSASSA-PSS, SHA-256, salt of 32 bytes

	RegistrySupported ID = "registry-supported" // ARIN, RIPE NCC or APNIC
	RecordFound       ID = "record-found"       // the registry has a record of the resource
	RecordObject      ID = "record-object"      // the resource's own object, or a parent's for a CIDR
	RecordComplete    ID = "record-complete"    // nothing was left out of it

	CertificatePublished     ID = "certificate-published"      // a certificate, ours, is in the record
	CertificatePlacement     ID = "certificate-placement"      // on the object and in the field that AWS reads
	CertificateForm          ID = "certificate-form"           // whole, on one line
	CertificateEncoding      ID = "certificate-encoding"       // DER, as RFC 5280 has it
	CertificateKey           ID = "certificate-key"            // RSA, 2048 bits
	CertificateSelfSignature ID = "certificate-self-signature" // verifies
	CertificateValidity      ID = "certificate-validity"       // now, for the week, and as long as the message

	SignatureMatches  ID = "signature-matches-record" // verifies over the message with a certificate in the record
	CertificateStale  ID = "certificate-stale"        // nothing else is left in the record
	CertificateSecret ID = "certificate-secret"       // no private key is published

	ROAAmazon    ID = "roa-amazon"     // ROAs for Amazon's AS numbers
	ROAOwnASN    ID = "roa-own-asn"    // a ROA for one's own
	ROAMaxLength ID = "roa-max-length" // their maximal length covers the prefix
	ROAAS0       ID = "roa-as0"        // no ROA of AS0 covers the prefix
)

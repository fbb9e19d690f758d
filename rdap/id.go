package rdap

// An ID names a kind of [Finding]. Its values are stable, in text and JSON.
type ID string

// The findings about a record.
const (
	RegistryNotSupported ID = "registry-not-supported" // AWS takes no proof published there
	RegistryNational     ID = "registry-national"      // a national registry's, under APNIC
	RegistryUnknown      ID = "registry-unknown"       // the record does not tell whose it is
	RecordOther          ID = "record-other-object"    // not the record that was asked for
	RecordBlock          ID = "record-covering-block"  // a block that holds the ASN, not the ASN's own object
	RecordNoRange        ID = "record-range-unknown"   // does not tell which numbers it is about
	RecordIncomplete     ID = "record-incomplete"      // a part was left out, so "absent" cannot be concluded
	RecordExact          ID = "record-exact"           // of an address range: its own object
	RecordParent         ID = "record-parent"          // of an address range: a block that holds it
	RecordMoreSpecific   ID = "record-more-specific"   // of an address range: a part of it
)

// The findings about certificates.
const (
	CertificatePublished    ID = "certificate-published"     // ours, where AWS looks
	CertificateFieldUnclear ID = "certificate-field-unclear" // ours, and RDAP cannot tell in which field
	CertificateRenewed      ID = "certificate-same-key"      // another certificate of our key, where AWS looks: a warning if it is valid
	CertificateForm         ID = "certificate-form"          // ours, not whole on one line
	CertificateWrongField   ID = "certificate-wrong-field"   // ours, in a field that AWS does not read
	CertificateOnEntity     ID = "certificate-on-entity"     // ours, on an organization or contact only
	CertificateOther        ID = "certificate-other"         // others than ours only
	CertificateAbsent       ID = "certificate-not-published"
	CertificateExpired      ID = "certificate-expired"
	CertificateNotYetValid  ID = "certificate-not-yet-valid"
	CertificateEnding       ID = "certificate-ending" // within the week that provisioning takes
	CertificateStale        ID = "certificate-stale"  // others beside ours
	CertificateDamaged      ID = "certificate-damaged"

	CertificateNotRSA        ID = "certificate-not-rsa"
	CertificateKey           ID = "certificate-key" // RSA of a size or exponent that AWS does not document
	CertificateSelfSignature ID = "certificate-self-signature"
	CertificateSecret        ID = "certificate-secret"        // a private key is published
	CertificateInstead       ID = "certificate-other-content" // a request or public key in its place
)

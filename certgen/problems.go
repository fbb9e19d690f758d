package certgen

import "github.com/byoasn/byoasn/problem"

// What can be wrong with an input, or with a file of a key.
const (
	inputUnreadable      problem.ID = "input-unreadable" // empty, too large, cut short, binary
	inputPacked          problem.ID = "input-base64-of-pem"
	inputQuotedPrintable problem.ID = "input-quoted-printable"
	certificateMissing   problem.ID = "certificate-missing"
	certificateMarker    problem.ID = "certificate-markers"
	certificateSeveral   problem.ID = "certificate-several"
	certificateDamaged   problem.ID = "certificate-damaged"
	certificateWritten   problem.ID = "certificate-written" // as mail, a program or a page writes it
	certificateProfile   problem.ID = "certificate-profile" // what was asked of NewCertificate
	keyMissing           problem.ID = "key-missing"
	keySeveral           problem.ID = "key-several"
	keyDamaged           problem.ID = "key-damaged"
	keyUnsound           problem.ID = "key-unsound"
	keySize              problem.ID = "key-size"
	keyCost              problem.ID = "key-file-cost"         // it asks for more work than it is given
	keyEncryption        problem.ID = "key-file-encryption"   // it is encrypted in a way that is not read
	keyNotApproved       problem.ID = "key-file-not-approved" // by FIPS 140-3, where nothing else is allowed
	keyWeak              problem.ID = "key-file-weak"         // a passphrase that is little protected
	keyWritten           problem.ID = "key-file-written"      // not as PEM is written, and read all the same
)

// IDs returns the IDs of everything that this package finds wrong.
func IDs() []problem.ID {
	return []problem.ID{
		CertificateExpired, CertificateNotYetValid, CertificateEnding, CertificateNotRSA,
		CertificateSelfSignature, CertificateAlgorithm, CertificateDeparts, KeyUndocumented,
		inputUnreadable, inputPacked, inputQuotedPrintable,
		certificateMissing, certificateMarker, certificateSeveral, certificateDamaged, certificateWritten, certificateProfile,
		keyMissing, keySeveral, keyDamaged, keyUnsound, keySize, keyCost, keyEncryption, keyNotApproved, keyWeak, keyWritten, problem.NoTime,
	}
}

func noTime(field string) *problem.Problem {
	return &problem.Problem{ID: problem.NoTime, Field: field, What: "cannot be judged: the time now was not given", Fix: "pass the time now"}
}

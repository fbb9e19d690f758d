package sign

import "github.com/byoasn/byoasn/problem"

// field is what the problems of this package are about.
const field = "signature"

// Why a signature does not verify, in the order in which [Verify] looks for it:
// the Reason of a [VerifyError].
const (
	WrongLength    problem.ID = "wrong-length"    // not as long as the key's modulus
	OtherScheme    problem.ID = "pkcs1-v1.5"      // RSASSA-PKCS1-v1_5 instead of RSASSA-PSS
	OtherHash      problem.ID = "hash"            // PSS with another hash than SHA-256
	OtherMGF       problem.ID = "mgf1-hash"       // PSS whose MGF1 has another hash
	OtherSalt      problem.ID = "salt-length"     // PSS with another salt length than 32
	OtherMessage   problem.ID = "other-message"   // made with this key over another text
	swappedLetters problem.ID = "swapped-letters" // its text has - for / and ~ for +
	OtherKey       problem.ID = "other-key"       // made with another key, or no signature at all
)

// BadSigner is the problem of a signer that returned something else than it was
// asked for. It wraps the [*VerifyError] that says what.
const BadSigner problem.ID = "bad-signer"

// What a text is instead of a signature's text form. The problems of an
// [EncodingError].
const (
	secretGiven  problem.ID = "secret-given"  // a private key, which is not repeated
	messageGiven problem.ID = "message-given" // a message, in base64 or not
	Hex          problem.ID = "hex"           // two hexadecimal digits a byte
	Base64       problem.ID = "base64"        // RFC 4648 section 4
	Base64URL    problem.ID = "base64url"     // RFC 4648 section 5
	NoPadding    problem.ID = "no-padding"    // the final _ or __ is missing

	empty        problem.ID = "empty"
	rawBytes     problem.ID = "raw-bytes"     // the signature itself, not yet encoded
	hexDump      problem.ID = "hex-dump"      // of xxd, hexdump or od
	jsonObject   problem.ID = "json"          // as AWS KMS and others answer
	labelled     problem.ID = "label"         // a name before it
	urlEscaped   problem.ID = "url-escaped"   // %7E
	quoteMarks   problem.ID = "quotes"        // around it
	lineBreaks   problem.ID = "line-breaks"   // anywhere, the end included
	blanks       problem.ID = "blanks"        // anywhere, around it included
	trSets       problem.ID = "letters"       // +, / and = translated in another way
	doubleBase64 problem.ID = "double-base64" // base64 of the text
	digestGiven  problem.ID = "digest-given"
	fileGiven    problem.ID = "file-given" // a certificate, or another PEM or DER file
	cutShort     problem.ID = "cut-short"  // characters are missing
	otherLength  problem.ID = "other-length"
	tooLong      problem.ID = "too-long" // longer than any signature
	otherChars   problem.ID = "other-characters"
	spareBits    problem.ID = "spare-bits" // the last letter was altered
)

// IDs returns every ID that the problems of this package have.
func IDs() []problem.ID {
	return []problem.ID{
		WrongLength, OtherScheme, OtherHash, OtherMGF, OtherSalt, OtherMessage, swappedLetters, OtherKey, BadSigner,
		secretGiven, messageGiven, Hex, Base64, Base64URL, NoPadding, empty, rawBytes, hexDump, jsonObject, labelled,
		urlEscaped, quoteMarks, lineBreaks, blanks, trSets, doubleBase64, digestGiven, fileGiven, cutShort, otherLength,
		tooLong, otherChars, spareBits,
	}
}

package handoff

import (
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

// What a problem of this package is about: its Field. In a file, Path is the JSON
// pointer (RFC 6901) to the place.
const (
	requestFile    = "request"
	responseFile   = "response"
	theCertificate = "the certificate"
	theKey         = "the signer's key"
)

// What [Request.Check], [Respond] and [Accept] refuse, and a caller may do
// something about at once.
const (
	WrongKey          problem.ID = "wrong-key"          // not the key that the request names
	CertificateNeeded problem.ID = "certificate-needed" // the request names one, and none was given
	Expired           problem.ID = "expired"            // a message
	OtherRequest      problem.ID = "other-request"      // the response answers another one
	BadNote           problem.ID = "bad-note"
)

// What else is wrong with a file, beside what package strictjson finds in JSON.
const (
	laterVersion        problem.ID = "later-version" // made by a later version of this package
	wrongVersion        problem.ID = "wrong-version" // no version that there ever was
	otherKind           problem.ID = "other-kind"    // a response for a request, or the like
	extraMember         problem.ID = "extra-member"
	missingMember       problem.ID = "missing-member"
	memberOrder         problem.ID = "member-order"
	messageDiffers      problem.ID = "message-differs" // from what its fields say
	repeatedMessage     problem.ID = "repeated-message"
	noMessages          problem.ID = "no-messages"
	tooManyMessages     problem.ID = "too-many-messages"
	badCertificate      problem.ID = "bad-certificate"
	badKey              problem.ID = "bad-key"
	certificateMismatch problem.ID = "certificate-mismatch" // not the certificate named, or of another key
	messageChanged      problem.ID = "message-changed"      // the request has no such message
	messageMoved        problem.ID = "message-moved"        // the request has it in another place
	missingMessage      problem.ID = "missing-message"
	extraMessage        problem.ID = "extra-message"
	signatureMoved      problem.ID = "signature-moved" // it is another message's
	badSignature        problem.ID = "bad-signature"   // it is not a message's
)

// IDs returns every ID that the problems of this package have.
func IDs() []problem.ID {
	return []problem.ID{
		strictjson.TooLarge, strictjson.NotUTF8, strictjson.ByteOrderMark, strictjson.NotJSON,
		strictjson.CutShort, strictjson.TrailingData, strictjson.DuplicateMember, strictjson.OtherCase,
		strictjson.WrongType, strictjson.Spelling, strictjson.BadValue,
		laterVersion, wrongVersion, otherKind, extraMember, missingMember, memberOrder, messageDiffers, repeatedMessage,
		noMessages, tooManyMessages, BadNote, badCertificate, badKey, OtherRequest, WrongKey, certificateMismatch,
		CertificateNeeded, messageChanged, messageMoved, missingMessage, extraMessage, signatureMoved, badSignature, Expired,
	}
}

// The fixes for what no editor and no mail does to a file, and for a response
// that is not what the request asked for.
const (
	anew     = "have the file made or sent again"
	answered = "do not use the response: have the request answered again"
)

// item is the JSON pointer to a member of an item.
func item(i int, member string) string {
	return fmt.Sprintf("/items/%d/%s", i, member)
}

// refused is a problem with something that another package refuses.
func refused(p *problem.Problem, err error) *problem.Problem {
	p.What, p.Err = "is refused: "+err.Error(), err
	if cause, ok := errors.AsType[*problem.Problem](err); ok && len(problem.All(err)) == 1 {
		p.What, p.Fix = "is refused: "+cause.Sentence(), cause.Fix
	}
	return p
}

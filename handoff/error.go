package handoff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// A File names one of the two files.
type File string

// The files.
const (
	RequestFile  File = "request"
	ResponseFile File = "response"
)

// An ID names a kind of [Error]. Its values are stable.
type ID string

// What [ParseRequest] and [ParseResponse] find in a file.
const (
	TooLarge        ID = "too-large"
	NotUTF8         ID = "not-utf-8"
	ByteOrderMark   ID = "byte-order-mark"
	NotJSON         ID = "not-json"
	CutShort        ID = "cut-short"
	TrailingData    ID = "trailing-data"
	LaterVersion    ID = "later-version" // made by a later version of this package
	WrongVersion    ID = "wrong-version" // no version that there ever was
	OtherKind       ID = "other-kind"    // a response for a request, or the like
	DuplicateMember ID = "duplicate-member"
	ExtraMember     ID = "extra-member"
	MissingMember   ID = "missing-member"
	MemberOrder     ID = "member-order"
	OtherCase       ID = "other-case" // a member's name in other letters
	WrongType       ID = "wrong-type" // null too
	Spelling        ID = "spelling"   // escapes where none are needed
	BadValue        ID = "bad-value"
	MessageDiffers  ID = "message-differs" // from what its fields say
	RepeatedMessage ID = "repeated-message"
	NoMessages      ID = "no-messages"
	TooManyMessages ID = "too-many-messages"
	BadNote         ID = "bad-note"
	BadCertificate  ID = "bad-certificate"
	BadKey          ID = "bad-key"
)

// What [Respond] and [Accept] refuse.
const (
	OtherRequest        ID = "other-request"        // the response answers another one
	WrongKey            ID = "wrong-key"            // not the key that the request names
	CertificateMismatch ID = "certificate-mismatch" // not the certificate named, or of another key
	CertificateNeeded   ID = "certificate-needed"   // the request names one, and none was given
	MessageChanged      ID = "message-changed"      // the request has no such message
	MessageMoved        ID = "message-moved"        // the request has it in another place
	MissingMessage      ID = "missing-message"
	ExtraMessage        ID = "extra-message"
	SignatureMoved      ID = "signature-moved" // it is another message's
	BadSignature        ID = "bad-signature"   // it is no message's
	Expired             ID = "expired"
)

// An Error says why a file, a key or a certificate is refused. None holds
// anything of a private key.
type Error struct {
	ID   ID
	File File   // empty for a key or certificate that is in neither
	Path string // JSON pointer (RFC 6901) to what it is about; empty for the whole file
	What string // what is wrong, to be read after File and Path
	Mend string // what to do about it; may be empty

	err error
}

func (e *Error) Error() string {
	words := []string{string(e.File), e.Path, e.What}
	text := strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
	if e.Mend != "" {
		text += "; " + e.Mend
	}
	return text
}

// Unwrap returns the error of another package that this one comes from, such
// as a [*github.com/byoasn/byoasn/sign.VerifyError], or nil.
func (e *Error) Unwrap() error { return e.err }

// at says in which file an error is, and where.
func (e *Error) at(file File, path string) *Error {
	e.File, e.Path = file, path
	return e
}

// item is the JSON pointer to a member of an item.
func item(i int, member string) string {
	return fmt.Sprintf("/items/%d/%s", i, member)
}

// maxShown is how much of a text an error repeats: the longest message, and
// some of what stands in its place.
const maxShown = 100

// quote shows a text so that whatever is in it can be seen.
func quote(s string) string {
	if len(s) > maxShown {
		return strconv.QuoteToASCII(clip(s)) + "…"
	}
	return strconv.QuoteToASCII(s)
}

// pointer shows a JSON pointer. The names in it may come from the file.
func pointer(s string) string {
	quoted := strconv.QuoteToASCII(clip(s))
	shown := strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`)
	if len(s) > maxShown {
		shown += "…"
	}
	return shown
}

// clip is as much of a text as an error repeats.
func clip(s string) string { return s[:min(len(s), maxShown)] }

package message

import (
	"fmt"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// A Field names a part of the message, in the order in which they stand.
type Field string

// The fields. Whole is the text as a whole.
const (
	Whole        Field = "message"
	FieldVersion Field = "version"   // always 1
	FieldCloud   Field = "partition" // always aws
	FieldAccount Field = "account"   // 12 digits
	FieldSubject Field = "resource"  // the ASN or CIDR
	FieldExpiry  Field = "expiry"    // YYYYMMDD
	FieldDigest  Field = "digest"    // always SHA256
	FieldScheme  Field = "scheme"    // always RSAPSS
)

// An ID names a kind of [Problem]. Its values are stable.
type ID = problem.ID

// The problems that [Parse] finds in a text.
const (
	Empty          ID = "empty"
	TooLong        ID = "too-long"
	ByteOrderMark  ID = "byte-order-mark"
	CarriageReturn ID = "carriage-return"
	LineBreak      ID = "line-break"
	NoBreakSpace   ID = "no-break-space"
	Blank          ID = "blank"
	Quotes         ID = "quotes"
	SmartQuotes    ID = "smart-quotes"
	NotASCII       ID = "not-ascii"
	ControlChar    ID = "control-character"
	ROARequest     ID = "roa-request"
	NotAMessage    ID = "not-a-message"
	MissingField   ID = "missing-field"
	InventedField  ID = "invented-field"
	FieldOrder     ID = "field-order"
	WrongConstant  ID = "wrong-constant"

	ExpiryDashed     ID = "expiry-dashed"
	ExpiryImpossible ID = "expiry-impossible"
	ExpiryFormat     ID = "expiry-format"
)

// The problems that [Message.Check] finds in a well-formed message.
const (
	AccountHyphens ID = "account-hyphens"
	AccountFormat  ID = "account-not-12-digits"
	ExpiryPast     ID = "expiry-past"
	ExpiryToday    ID = "expiry-today"
	ExpiryNear     ID = "expiry-near"
	ExpiryFar      ID = "expiry-far"
)

// A Problem is one thing that is wrong with a message.
type Problem struct {
	ID    ID
	Field Field
	Seen  string // the text it is about; empty for something that is missing
	What  string // what is wrong, to be read after Field and Seen
	Mend  string // what to do about it; may be empty
	Minor bool   // AWS may take the message all the same
}

// maxShown is how much of a text an error repeats.
const maxShown = 60

// Error says the field, what was seen there, what is wrong and the mend, on
// one line.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(string(p.Field))
	if p.Seen != "" {
		fmt.Fprintf(&b, " %s", quote(p.Seen))
	}
	b.WriteString(" " + p.What)
	if p.Mend != "" {
		b.WriteString("; " + p.Mend)
	}
	return b.String()
}

// quote shows a text so that blanks and invisible characters can be seen.
func quote(s string) string {
	if len(s) > maxShown {
		return fmt.Sprintf("%+q…", s[:maxShown])
	}
	return fmt.Sprintf("%+q", s)
}

// An Error says why a text is not a message, or why fields do not make one.
// errors.As finds each [Problem] in it.
type Error struct {
	Text     string // the text that was parsed; empty from [New]
	Problems []Problem
	Meant    string // the message that was probably meant, or ""
}

func (e *Error) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Error()
	}
	text := strings.Join(lines, "; also, ")
	if e.Meant != "" {
		text += "; probably meant: " + e.Meant
	}
	return text
}

// Unwrap returns the problems.
func (e *Error) Unwrap() []error {
	errs := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		errs[i] = p
	}
	return errs
}

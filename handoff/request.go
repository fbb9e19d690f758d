package handoff

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
)

// MaxMessages is how many messages a request holds at the most.
const MaxMessages = 1000

// Options are what may be said about a request besides its messages. The zero
// value lets any key sign and says nothing.
type Options struct {
	Signer Signer `json:"signer,omitzero"` // who should sign
	Note   string `json:"note,omitempty"`  // for whoever signs: printable ASCII, at most 200 characters
}

// A Request is what is asked for: messages to sign. [NewRequest] and
// [ParseRequest] make one; its zero value is none, and refused by all else.
type Request struct {
	messages []message.Message
	options  Options
}

// NewRequest asks for signatures over 1 to [MaxMessages] different messages. It
// takes what [message.New] composes; a message whose account is not 12 digits
// or whose address range is too small is refused, as [ParseRequest] would
// refuse it. An ASN or range that is not public is let through, for tests, and
// [Request.Describe] warns of it. Its error is a
// [*problem.Problem].
func NewRequest(messages []message.Message, o Options) (*Request, error) {
	if err := checkNote(o.Note); err != nil {
		return nil, err
	}
	if err := o.Signer.check(); err != nil {
		return nil, err
	}
	for i, m := range messages {
		if err := checkMessage(i, m); err != nil {
			return nil, err
		}
	}
	if err := checkMessages(messages); err != nil {
		return nil, err
	}
	return &Request{slices.Clone(messages), o}, nil
}

// maxNote is the length of the longest note, in characters.
const maxNote = 200

// checkNote refuses what is not printable ASCII: every console shows that, no
// letter of it passes for another's, and none turns the direction of a line.
func checkNote(note string) *problem.Problem {
	p := &problem.Problem{ID: BadNote, Field: requestFile, Path: "/note",
		Fix: "write a short note of printable ASCII characters on one line"}
	if len(note) > maxNote {
		p.What = fmt.Sprintf("has %d bytes, more than %d", len(note), maxNote)
		return p
	}
	for i, r := range note {
		if r < ' ' || r > '~' {
			p.What = fmt.Sprintf("has the character U+%04X at byte %d, and a note is printable ASCII", r, i)
			return p
		}
	}
	return nil
}

// checkMessage derives a message from its fields, and compares.
func checkMessage(i int, m message.Message) *problem.Problem {
	derived, err := derive(fieldsOf(m))
	if err != nil {
		p := refused(&problem.Problem{ID: badValue, Field: requestFile, Path: item(i, "message")}, err)
		p.What = "is none that AWS takes: " + strings.TrimPrefix(p.What, "is refused: ")
		return p
	}
	return compare(i, m.String(), derived)
}

// derive composes the message that fields make, whatever day it is.
func derive(f message.Fields) (message.Message, error) {
	f.AllowReserved = true // Describe warns of it, as signing a single message does
	return message.New(f, f.Expires.Start())
}

func fieldsOf(m message.Message) message.Fields {
	return message.Fields{Account: m.Account(), Resource: m.Resource(), Expires: m.Expiry()}
}

// compare refuses a message that is not the one that its fields make.
func compare(i int, text string, derived message.Message) *problem.Problem {
	if text == derived.String() {
		return nil
	}
	return &problem.Problem{ID: messageDiffers, Field: requestFile, Path: item(i, "message"),
		What: fmt.Sprintf("is %s, and its fields make %s", problem.Quote(text), problem.Quote(derived.String())),
		Fix:  "sign neither: the file was changed or is damaged, so make the request again"}
}

// checkMessages refuses none, too many, and one that comes twice.
func checkMessages(messages []message.Message) *problem.Problem {
	if len(messages) == 0 {
		return &problem.Problem{ID: noMessages, Field: requestFile, Path: "/items",
			What: "has no message to sign", Fix: "ask for one at least"}
	}
	if len(messages) > MaxMessages {
		return tooMany(requestFile)
	}
	seen := make(map[string]int, len(messages))
	for i, m := range messages {
		first, found := seen[m.String()]
		if found {
			return &problem.Problem{ID: repeatedMessage, Field: requestFile, Path: item(i, "message"),
				What: fmt.Sprintf("is the same as %s", item(first, "message")), Fix: "ask for each message once"}
		}
		seen[m.String()] = i
	}
	return nil
}

func tooMany(file string) *problem.Problem {
	return &problem.Problem{ID: tooManyMessages, Field: file, Path: "/items",
		What: fmt.Sprintf("has more than %d messages", MaxMessages), Fix: "make several requests"}
}

// Messages returns the messages to sign.
func (r *Request) Messages() []message.Message { return slices.Clone(r.messages) }

// Signer returns who should sign; zero when any key may.
func (r *Request) Signer() Signer { return r.options.Signer }

// Note returns the note, which is printable ASCII, or "".
func (r *Request) Note() string { return r.options.Note }

// Digest returns the digest of what Marshal prints.
func (r *Request) Digest() Digest { return sha256.Sum256(r.Marshal()) }

// Marshal prints the request in the format of the package comment.
func (r *Request) Marshal() []byte {
	return marshal(func(p *printer) {
		p.header(kindRequest)
		p.optional("note", r.options.Note)
		if s := r.options.Signer; s != (Signer{}) {
			p.object("signer", func() {
				p.optional("certificate", string(s.Certificate))
				p.optional("publicKey", string(s.PublicKey))
			})
		}
		p.array("items", len(r.messages), func(i int) { p.item(r.messages[i]) })
	})
}

// MarshalJSON is [Request.Marshal]. It refuses the zero value.
func (r Request) MarshalJSON() ([]byte, error) {
	if len(r.messages) == 0 {
		return nil, checkMessages(nil)
	}
	return r.Marshal(), nil
}

// UnmarshalJSON reads what [ParseRequest] reads.
func (r *Request) UnmarshalJSON(data []byte) error {
	parsed, err := ParseRequest(data)
	if err != nil {
		return err
	}
	*r = *parsed
	return nil
}

// item prints what is asked for in fields and as the exact message.
func (p *printer) item(m message.Message) {
	p.text("account", m.Account())
	if _, ok := m.Resource().ASN(); ok {
		p.text("asn", m.Resource().String())
	} else {
		p.text("cidr", m.Resource().String())
	}
	p.text("expires", m.Expiry().String())
	p.text("message", m.String())
}

// checkExpiry refuses a message that has expired at now, and to judge that
// without a time.
func (r *Request) checkExpiry(now time.Time) *problem.Problem {
	for i, m := range r.messages {
		for _, p := range m.Check(now) {
			if p.ID == message.ExpiryPast || p.ID == problem.NoTime {
				id := Expired
				if p.ID == problem.NoTime {
					id = problem.NoTime
				}
				return &problem.Problem{ID: id, Field: requestFile, Path: item(i, "expires"), What: p.Sentence(), Fix: p.Fix, Err: p}
			}
		}
	}
	return nil
}

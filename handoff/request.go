package handoff

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/byoasn/byoasn/message"
)

// MaxMessages is how many messages a request holds at the most.
const MaxMessages = 1000

// Options are what may be said about a request besides its messages. The zero
// value lets any key sign and says nothing.
type Options struct {
	Signer Signer // who should sign
	Note   string // for whoever signs: printable ASCII, at most [MaxNote] characters
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
// [Request.Describe] warns of it. Its error is an [*Error].
func NewRequest(messages []message.Message, o Options) (*Request, error) {
	if err := checkNote(o.Note); err != nil {
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

// checkMessage derives a message from its fields, and compares.
func checkMessage(i int, m message.Message) *Error {
	derived, err := derive(fieldsOf(m))
	if err != nil {
		return &Error{ID: BadValue, File: RequestFile, Path: item(i, "message"),
			What: "is none that AWS takes: " + err.Error(), err: err}
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
func compare(i int, text string, derived message.Message) *Error {
	if text == derived.String() {
		return nil
	}
	return &Error{ID: MessageDiffers, File: RequestFile, Path: item(i, "message"),
		What: fmt.Sprintf("is %s, and its fields make %s", quote(text), quote(derived.String())),
		Mend: "sign neither: the file was changed or is damaged, so make the request again"}
}

// checkMessages refuses none, too many, and one that comes twice.
func checkMessages(messages []message.Message) *Error {
	if len(messages) == 0 {
		return &Error{ID: NoMessages, File: RequestFile, Path: "/items",
			What: "has no message to sign", Mend: "ask for one at least"}
	}
	if len(messages) > MaxMessages {
		return tooMany(RequestFile)
	}
	seen := make(map[string]int, len(messages))
	for i, m := range messages {
		first, found := seen[m.String()]
		if found {
			return &Error{ID: RepeatedMessage, File: RequestFile, Path: item(i, "message"),
				What: fmt.Sprintf("is the same as %s", item(first, "message")), Mend: "ask for each message once"}
		}
		seen[m.String()] = i
	}
	return nil
}

func tooMany(file File) *Error {
	return &Error{ID: TooManyMessages, File: file, Path: "/items",
		What: fmt.Sprintf("has more than %d messages", MaxMessages), Mend: "make several requests"}
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
		if s := r.options.Signer; !s.IsZero() {
			p.object("signer", func() {
				p.fingerprint("certificate", s.Certificate)
				p.fingerprint("publicKey", s.PublicKey)
			})
		}
		p.array("items", len(r.messages), func(i int) { p.item(r.messages[i]) })
	})
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

// checkExpiry refuses a message that has expired at now.
func (r *Request) checkExpiry(now time.Time) *Error {
	for i, m := range r.messages {
		for _, problem := range m.Check(now) {
			if problem.ID == message.ExpiryPast {
				return &Error{ID: Expired, File: RequestFile, Path: item(i, "expires"),
					What: problem.Error(), err: problem}
			}
		}
	}
	return nil
}

package handoff

import (
	"errors"
	"fmt"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// maxRequestSize is the size of the largest request that is read, in bytes: one
// of [MaxMessages] of the longest messages, and room for other indentation.
const maxRequestSize = 512 << 10

// ParseRequest reads a request. It succeeds only for what [Request.Marshal]
// prints, but forgives any white space between the tokens of JSON, and so
// another indentation, other line ends and a lost newline at the end. Each
// message must be the one that its fields make. Its error is a
// [*problem.Problem].
func ParseRequest(data []byte) (*Request, error) {
	request := &Request{}
	err := read(requestFile, data, maxRequestSize, func(r *reader) []member {
		return append(r.header(kindRequest),
			member{"note", true, func() error { return r.note(&request.options.Note) }},
			member{"signer", true, func() error { return r.signer(&request.options.Signer) }},
			member{"items", false, func() error { return r.items(request) }},
		)
	})
	if err != nil {
		return nil, err
	}
	return request, nil
}

func (r *reader) note(into *string) error {
	note, err := r.Text()
	if err != nil {
		return err
	}
	if note == "" {
		return r.Fault(BadNote, "is empty", "leave the member out")
	}
	if err := checkNote(note); err != nil {
		return err
	}
	*into = note
	return nil
}

func (r *reader) signer(into *Signer) error {
	err := r.object(
		value(r, "certificate", true, exactFingerprint, &into.Certificate),
		value(r, "publicKey", true, exactFingerprint, &into.PublicKey),
	)
	if err == nil && *into == (Signer{}) {
		return r.Fault(missingMember, "names neither a certificate nor a public key", "")
	}
	return err
}

// items reads what is asked for.
func (r *reader) items(into *Request) error {
	err := r.objects(func(i int) error {
		m, err := r.item(i)
		into.messages = append(into.messages, m)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkMessages(into.messages); err != nil {
		return err
	}
	return nil
}

// item reads the fields, derives the message from them, and compares.
func (r *reader) item(i int) (message.Message, error) {
	var fields message.Fields
	var number, prefix resource.Resource
	var text string
	err := r.object(
		value(r, "account", false, exactAccount, &fields.Account),
		value(r, "asn", true, exactASN, &number),
		value(r, "cidr", true, exactCIDR, &prefix),
		value(r, "expires", false, message.ParseDate, &fields.Expires),
		value(r, "message", false, anyText, &text),
	)
	if err != nil {
		return message.Message{}, err
	}
	if number.IsZero() == prefix.IsZero() {
		return message.Message{}, r.Fault(missingMember, `has not one of "asn" and "cidr"`, "")
	}
	fields.Resource = number
	if number.IsZero() {
		fields.Resource = prefix
	}
	derived, err := derive(fields)
	if err != nil {
		return derived, r.bad(badValue, err)
	}
	if err := compare(i, text, derived); err != nil {
		return derived, err
	}
	return derived, nil
}

func anyText(s string) (string, error) { return s, nil }

func exactAccount(s string) (string, error) {
	digits, err := message.ParseAccount(s)
	if err == nil && digits != s {
		return "", fmt.Errorf("expected %s, found %s", problem.Quote(digits), problem.Quote(s))
	}
	return digits, err
}

func exactASN(s string) (resource.Resource, error) {
	n, err := resource.ParseASN(s)
	if err == nil && n.String() != s {
		return resource.Resource{}, fmt.Errorf("expected %q, found %s", n, problem.Quote(s))
	}
	return resource.OfASN(n), err
}

func exactCIDR(s string) (resource.Resource, error) {
	p, err := resource.ParseCIDR(s)
	if err != nil {
		return resource.Resource{}, err
	}
	r := resource.OfCIDR(p)
	if r.String() != s {
		return r, errors.New("expected " + problem.Quote(r.String()) + ", found " + problem.Quote(s))
	}
	return r, nil
}

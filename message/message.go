package message

import (
	"strings"

	"github.com/byoasn/byoasn/resource"
)

// Version of the format and the constants that stand in every message.
const (
	version = "1"
	cloud   = "aws"
	digest  = "SHA256"
	scheme  = "RSAPSS"
	bar     = "|"
)

// A Message is a well-formed message. Its zero value is not a message; [New] and
// [Parse] make one. It keeps the exact bytes that it was made from, and is
// comparable.
type Message struct {
	text     string
	account  string
	resource resource.Resource
	expiry   Date
}

// Account returns the account field: 12 digits, or, from [Parse], whatever
// stands there.
func (m Message) Account() string { return m.account }

// Resource returns what the message is about.
func (m Message) Resource() resource.Resource { return m.resource }

// Expiry returns the day on which the message expires.
func (m Message) Expiry() Date { return m.expiry }

// String returns the message: the text to sign and to send.
func (m Message) String() string { return m.text }

// Bytes returns the message as the bytes to sign.
func (m Message) Bytes() []byte { return []byte(m.text) }

// MarshalText returns the same as [Message.Bytes].
func (m Message) MarshalText() ([]byte, error) {
	return m.Bytes(), nil
}

// UnmarshalText reads what [Parse] reads, and the empty text as the zero value.
func (m *Message) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Message{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// join writes the text of a message from its variable fields.
func join(account, resource, expiry string) string {
	return strings.Join([]string{version, cloud, account, resource, expiry, digest, scheme}, bar)
}

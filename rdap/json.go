package rdap

import (
	"errors"
	"io"
)

// ParseJSON reads an RDAP answer, RFC 9083, that is an autnum or ip network
// object. It is strict: of the members that a verdict needs, one that has
// another type than the RFC gives it (null included), stands twice, or is
// written in another case is a [SyntaxError] with its path, never read as
// absent. All others are checked to be JSON (RFC 7493: UTF-8, no name twice)
// and skipped.
//
// An RDAP error response is an [ErrorObject], another object class, or none, a
// [ClassError], and a record that is larger, deeper or longer than any that is
// read a [BoundError].
func ParseJSON(data []byte) (*Record, error) {
	data, err := open(data)
	if err != nil {
		return nil, err
	}
	r := newJSONReader(data)
	answer := jsonAnswer{record: &Record{Source: JSON}}
	if err := r.object(func(name []byte) error { return answer.member(r, name) }); err != nil {
		return nil, err
	}
	if _, err := r.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, &SyntaxError{What: "is followed by more text: expected one JSON object"}
	}
	return answer.finish()
}

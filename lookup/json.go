package lookup

import (
	"encoding/json"
	"errors"
)

// The error of a Reading, a Result or an exchange is an [*Error], and is written and
// read as one.
func kept(err error) (*Error, error) {
	var e *Error
	if err != nil && !errors.As(err, &e) {
		return nil, errors.New("an error that is no *lookup.Error has no JSON form")
	}
	return e, nil
}

// An interface that holds a nil pointer is not nil.
func (e *Error) orNil() error {
	if e == nil {
		return nil
	}
	return e
}

// MarshalJSON writes the reading, and why there is none.
func (r Reading) MarshalJSON() ([]byte, error) {
	type plain Reading
	e, err := kept(r.Err)
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		plain
		Err *Error
	}{plain(r), e})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Reading) UnmarshalJSON(data []byte) error {
	type plain Reading
	var read struct {
		plain
		Err *Error
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*r = Reading(read.plain)
	r.Err = read.Err.orNil()
	return nil
}

// MarshalJSON writes the result, and why there is none.
func (r Result) MarshalJSON() ([]byte, error) {
	type plain Result
	e, err := kept(r.Err)
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		plain
		Err *Error
	}{plain(r), e})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (r *Result) UnmarshalJSON(data []byte) error {
	type plain Result
	var read struct {
		plain
		Err *Error
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	*r = Result(read.plain)
	r.Err = read.Err.orNil()
	return nil
}

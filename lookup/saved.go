package lookup

import (
	"bytes"
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/rdap"
	"github.com/byoasn/byoasn/resource"
)

// Saved is what a lookup gave, to be kept in one file: RDAP's answer exactly as it
// came, and behind it, from a new line on, the registry's database's. The arguments
// are those that the lookup returned. It is nil if nothing came that says anything.
// [ParseSaved] and [Join] make of it again what the same verdict follows from.
func Saved(answer *Answer, err error) []byte {
	var body []byte
	var database *Reading
	var e *Error
	switch {
	case answer != nil:
		body, database = answer.Body, answer.Database
	case errors.As(err, &e):
		body, database = e.Body, e.Database
		if len(body) == 0 && e.Absent() {
			body = []byte(`{"errorCode": 404}`) // a 404 may be empty (RFC 7480 section 5.3)
		}
	}
	switch {
	case database == nil || len(database.Body) == 0:
		return body
	case len(body) == 0:
		return database.Body
	}
	return slices.Concat(bytes.TrimSpace(body), []byte("\n"), database.Body)
}

// ParseSaved reads what [Saved] kept, and any other file of records: an answer of
// RDAP or of the database in JSON, one behind the other, and a text of whois or the
// database, which is the last as it has no end of its own. That a registry has no
// record is a reading with an Err; anything else that is none is an error.
func ParseSaved(data []byte) ([]Reading, error) {
	var readings []Reading
	for len(readings) == 0 || len(data) > 0 {
		var one []byte
		one, data = firstSaved(data)
		record, err := rdap.Parse(one)
		var said *rdap.ErrorObject
		switch {
		case errors.As(err, &said):
			err = &Error{Kind: KindOfStatus(said.Code), Status: said.Code, Body: one, Err: said}
		case err != nil:
			return nil, err
		}
		readings = append(readings, Reading{Record: record, Body: one, Err: err})
		if len(readings) > mostSaved {
			return nil, &Error{Kind: Misuse, Detail: tooMany}
		}
	}
	return readings, nil
}

// mostSaved is one reading of RDAP, and one of the database.
const mostSaved = 2

const tooMany = "one answer of RDAP is read, and one of the registry's database or whois: give no more of them"

// firstSaved cuts off the first answer, which is JSON, or a text and all there is.
func firstSaved(data []byte) (one, rest []byte) {
	if marked, found := bytes.CutPrefix(data, []byte("\ufeff")); found && bytes.HasPrefix(bytes.TrimSpace(marked), []byte("{")) {
		data = marked
	}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		return data, nil
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if decoder.SkipValue() != nil {
		return data, nil // the parser says what is wrong with it
	}
	end := decoder.InputOffset()
	return data[:end], bytes.TrimSpace(data[end:])
}

// Join makes of readings what a lookup of a resource returns: of one of RDAP, and
// one of the registry's database or whois, in any order, an [Answer] with its
// Database. The database's is left aside if it is about another object, as it is
// when it comes over the network. A reading of whois alone is an answer by itself.
// The error is an [*Error].
func Join(of resource.Resource, readings ...Reading) (*Answer, error) {
	var first, database *Reading
	for i := range readings {
		r := &readings[i]
		which := &first
		if r.source() != rdap.JSON {
			which = &database
		}
		if *which != nil {
			return nil, &Error{Kind: Misuse, Detail: tooMany}
		}
		*which = r
	}
	switch {
	case first == nil && database == nil:
		return nil, &Error{Kind: Misuse, Detail: "there is nothing to read"}
	case first == nil:
		return database.alone()
	case database != nil:
		database = first.beside(database, of)
	}
	answer, err := first.alone()
	var e *Error
	if errors.As(err, &e) {
		failed := *e
		failed.Database = database
		return nil, &failed
	}
	answer.Database = database
	return answer, nil
}

// source is the form of a reading.
func (r *Reading) source() rdap.Source {
	var said *rdap.ErrorObject
	switch {
	case r.Record != nil:
		return r.Record.Source
	case errors.As(r.Err, &said):
		return said.Source
	}
	return ""
}

// alone is what a lookup returns that has this reading alone.
func (r *Reading) alone() (*Answer, error) {
	if r.Record == nil {
		return nil, r.Err
	}
	return &Answer{Record: r.Record, Body: r.Body, URL: r.URL, Chain: r.Chain}, nil
}

// beside is the database's reading as it is beside RDAP's. A record of RDAP that
// does not tell whose it is has the other's registry.
func (r *Reading) beside(database *Reading, of resource.Resource) *Reading {
	if database.Record == nil || of.IsZero() {
		return database
	}
	found := database.Record.Select(of)
	whose := found.Registry
	if r.Record != nil && r.Record.Registry != "" {
		whose = r.Record.Registry
	}
	what := "it does not tell whose it is"
	if whose != "" {
		what = Mismatch(of, found, whose)
	}
	if what != "" {
		return &Reading{URL: database.URL, Chain: database.Chain, Err: &Error{Kind: WrongObject, URL: database.URL, Detail: what}}
	}
	if r.Record != nil && r.Record.National == "" && r.Record.Routing == "" && !r.Record.HandedOn {
		r.Record.Registry = whose
	}
	return &Reading{Record: found, Body: database.Body, URL: database.URL, Chain: database.Chain}
}

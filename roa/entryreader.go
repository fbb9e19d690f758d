package roa

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// An entryReader reads one entry, in any form that JSON has for it, or says
// what is wrong with it. An error that is io.ErrUnexpectedEOF may mean that the
// text is not all there yet.
type entryReader struct {
	decoder *jsontext.Decoder
	index   int   // the entry's
	begun   int64 // where in the file the decoder's text begins

	has struct{ asn, prefix, maxLength bool }
}

func (r *entryReader) read(e *entry) error {
	*e = entry{}
	r.has = struct{ asn, prefix, maxLength bool }{}
	token, err := r.decoder.ReadToken()
	if err != nil {
		return r.broken(err)
	}
	if token.Kind() != '{' {
		return &SyntaxError{Path: entryPath(r.index), What: "is " + kindOf(byte(token.Kind())) + ", expected an object"}
	}
	for r.decoder.PeekKind() != '}' {
		name, err := r.value("", `"`, "")
		if err != nil {
			return err
		}
		if err := r.member(e, name); err != nil {
			return err
		}
	}
	if _, err := r.decoder.ReadToken(); err != nil {
		return r.broken(err)
	}
	return r.finish(e)
}

// member reads the value of a member. The decoder refuses a name that was there
// before.
func (r *entryReader) member(e *entry, name []byte) (err error) {
	why := ""
	var text []byte
	switch string(name) {
	case "asn":
		if text, err = r.value("asn", `"0`, "a number or a string"); err == nil {
			e.asn, why = parseASN(text)
			r.has.asn = true
		}
	case "prefix":
		if text, err = r.value("prefix", `"`, "a string"); err == nil {
			e.prefix, why = parsePrefix(text)
			r.has.prefix = true
		}
	case "maxLength":
		if text, err = r.value("maxLength", `0`, "a number"); err == nil {
			e.maxLength, why = parseLength(text)
			r.has.maxLength = true
		}
	case "ta":
		e.trustAnchor, err = r.value("ta", `"`, "a string")
	case "source":
		e.source, err = r.value("source", "", "")
	default:
		_, err = r.value("", "", "")
	}
	if err == nil && why != "" {
		return &SyntaxError{Path: entryPath(r.index) + "/" + string(name), What: why}
	}
	return err
}

// finish refuses an entry that lacks something. Every exporter writes a
// maxLength, so one that is not there is not taken for the prefix's length, as
// it is in a ROA: its name may be misspelled.
func (r *entryReader) finish(e *entry) error {
	missing := ""
	switch {
	case !r.has.asn:
		missing = "asn"
	case !r.has.prefix:
		missing = "prefix"
	case !r.has.maxLength:
		missing = "maxLength"
	default:
		if why := e.checkLength(); why != "" {
			return &SyntaxError{Path: entryPath(r.index) + "/maxLength", What: why}
		}
		return nil
	}
	return &SyntaxError{Path: entryPath(r.index), What: "has no " + missing}
}

// value reads a whole value, of one of some kinds if any are given: the text of
// a string, and the JSON of anything else.
func (r *entryReader) value(name, kinds, expected string) ([]byte, error) {
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return nil, r.broken(err)
	}
	kind := byte(raw.Kind())
	switch {
	case kinds != "" && bytes.IndexByte([]byte(kinds), kind) < 0:
		return nil, &SyntaxError{Path: entryPath(r.index) + "/" + name, What: "is " + kindOf(kind) + ", expected " + expected}
	case kind != '"' || kinds == "":
		return raw, nil
	case bytes.IndexByte(raw, '\\') < 0:
		return raw[1 : len(raw)-1], nil
	}
	return jsontext.AppendUnquote(nil, raw)
}

func (r *entryReader) broken(err error) error { return syntaxError(err, entryPath(r.index), r.begun) }

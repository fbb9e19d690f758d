package roa

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/byoasn/byoasn/problem"
)

// A jsonReader reads an export in JSON with jsontext, which is strict: no name
// twice in an object, no letter that is not UTF-8.
type jsonReader struct {
	src     *source
	export  *Export
	decoder *jsontext.Decoder
	head    head
	add     func(*entry) error

	names []string // of the outermost object, so far
	list  string   // where the entries are: "/roas", or "" for an array
	index int      // the entry's
	has   struct{ asn, prefix, maxLength bool }
}

// readJSON reads an object or an array. An answer of RIPEstat is returned as it
// came.
func readJSON(in *bufio.Reader, src *source, x *Export, add func(*entry) error) (saved []byte, err error) {
	src.json = true
	r := &jsonReader{src: src, export: x, add: add}
	r.decoder = jsontext.NewDecoder(io.TeeReader(in, &r.head))
	if x.Format == Array {
		err = r.entries()
	} else {
		r.list = "/roas"
		err = r.object()
	}
	switch {
	case errors.Is(err, errSaved):
		return r.saved(in)
	case err != nil:
		return nil, err
	case x.Format == JSON && !slices.Contains(r.names, "roas"):
		return r.other(in)
	}
	if _, err := r.token(); !errors.Is(err, errEnd) {
		return nil, fault("", "is followed by more text: expected one JSON value")
	}
	return nil, nil
}

// A head keeps the beginning of a file, as long as it may be RIPEstat's.
type head struct {
	kept    bytes.Buffer
	another bool // it is not
}

func (h *head) Write(p []byte) (int, error) {
	if !h.another {
		h.kept.Write(p[:min(len(p), maxRIPEstat+1-h.kept.Len())])
	}
	return len(p), nil
}

// other is an object without "roas": RIPEstat's, or nothing that is read.
func (r *jsonReader) other(in io.Reader) (saved []byte, err error) {
	if slices.Contains(r.names, "data") && (slices.Contains(r.names, "data_call_name") || slices.Contains(r.names, "status")) {
		return r.saved(in)
	}
	return nil, &problem.Problem{ID: foreignFile, Field: theFile, What: `has no member "roas": expected a validator's export of VRPs in JSON`, Fix: asJSON}
}

// errSaved ends an array whose first element is no VRP, but an answer of
// RIPEstat.
var errSaved = errors.New("an answer of RIPEstat")

// saved returns the file as it came, to be read as RIPEstat's answers.
func (r *jsonReader) saved(in io.Reader) (saved []byte, err error) {
	r.export.Format = RIPEstat
	r.src.json = false
	rest := io.LimitReader(in, maxRIPEstat+1-int64(r.head.kept.Len()))
	saved, err = io.ReadAll(io.MultiReader(&r.head.kept, rest))
	if err == nil && len(saved) > maxRIPEstat {
		err = tooLarge("", "bytes of RIPEstat's answers", maxRIPEstat)
	}
	return saved, err
}

// object reads the outermost object.
func (r *jsonReader) object() error {
	if _, err := r.token(); err != nil {
		return err
	}
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		if token.Kind() == '}' {
			return nil
		}
		name := token.String()
		if r.names = append(r.names, name); len(r.names) > maxMembers {
			return tooLarge("", "members", maxMembers)
		}
		if i := slices.IndexFunc(members, func(k kind) bool { return k.begin == name }); i >= 0 {
			return members[i].problem()
		}
		switch name {
		case "roas":
			err = r.entries()
		case "metadata":
			err = r.metadata()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
}

// entries reads the array of VRPs.
func (r *jsonReader) entries() error {
	r.head.another = r.list != "" // an array may still be of RIPEstat's answers
	token, err := r.token()
	if err != nil {
		return err
	}
	if token.Kind() != '[' {
		return fault(r.list, "is "+kindOf(byte(token.Kind()))+", expected an array")
	}
	var e entry
	for ; r.decoder.PeekKind() != ']'; r.index++ {
		r.src.since = 0
		if err := r.entry(&e); err != nil {
			return err
		}
		if r.index == 0 {
			r.head = head{another: true}
		}
		if err := r.add(&e); err != nil {
			return err
		}
	}
	if r.index == 0 {
		return noVRPs(r.list)
	}
	_, err = r.token()
	return err
}

// metadata reads when the export was made, and by which trust anchors. The time
// is rpki-client's "buildtime", or else "generated" or "generatedTime" of
// Routinator, OctoRPKI and Cloudflare. A time in another form is none.
func (r *jsonReader) metadata() error {
	if r.decoder.PeekKind() != '{' {
		return r.skip()
	}
	if _, err := r.token(); err != nil {
		return err
	}
	times := map[string]time.Time{}
	for {
		name, err := r.token()
		if err != nil {
			return err
		}
		if name.Kind() == '}' {
			break
		}
		switch member := name.String(); member {
		case "buildtime", "generated", "generatedTime":
			times[member], err = r.time()
		case "talfiles", "tals":
			err = r.anchors()
		default:
			err = r.skip()
		}
		if err != nil {
			return err
		}
	}
	for _, member := range []string{"generatedTime", "generated", "buildtime"} {
		if at := times[member]; !at.IsZero() {
			r.export.Generated = at
		}
	}
	return nil
}

// time reads a text or a number, and anything else as no time.
func (r *jsonReader) time() (time.Time, error) {
	if kind := r.decoder.PeekKind(); kind != '"' && kind != '0' {
		return time.Time{}, r.skip()
	}
	token, err := r.token()
	if err != nil {
		return time.Time{}, err
	}
	at, _ := parseTime([]byte(token.String()))
	return at, nil
}

// anchors reads the names of the files of the trust anchors: an array, or one.
func (r *jsonReader) anchors() error {
	outside := r.decoder.StackDepth()
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		if token.Kind() == '"' && len(r.export.TrustAnchors) < maxAnchors {
			r.export.TrustAnchors = append(r.export.TrustAnchors, token.String())
		}
		if r.decoder.StackDepth() <= outside {
			return nil
		}
	}
}

// skip reads past a value of any type.
func (r *jsonReader) skip() error {
	outside := r.decoder.StackDepth()
	for {
		if _, err := r.token(); err != nil {
			return err
		}
		if r.decoder.StackDepth() <= outside {
			return nil
		}
	}
}

// errEnd is the end of the file, where it may be.
var errEnd = errors.New("the end")

// token reads a token, within bounds: the decoder holds as much of the file as
// the token is long, and the names of each object that is open.
func (r *jsonReader) token() (jsontext.Token, error) {
	r.src.since = 0
	token, err := r.decoder.ReadToken()
	if err != nil {
		if errors.Is(err, io.EOF) && r.decoder.StackDepth() == 0 && r.decoder.InputOffset() > 0 {
			return token, errEnd
		}
		return token, notJSON(err)
	}
	depth := r.decoder.StackDepth()
	if depth > maxDepth {
		return token, tooLarge(clip(string(r.decoder.StackPointer())), "levels of nesting", maxDepth)
	}
	if kind, length := r.decoder.StackIndex(depth); kind == '{' && length > 2*maxMembers {
		return token, tooLarge(clip(string(r.decoder.StackPointer())), "members", maxMembers)
	}
	return token, nil
}

// notJSON puts an error of the decoder into ours.
func notJSON(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return cutShort()
	}
	var syntactic *jsontext.SyntacticError
	if !errors.As(err, &syntactic) {
		return err
	}
	path := clip(string(syntactic.JSONPointer))
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return fault(path, "stands twice in its object")
	}
	what := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
	return fault(path, fmt.Sprintf("is not JSON at byte %d: %s", syntactic.ByteOffset, clip(what)))
}

// kindOf is what the value is that a character begins.
func kindOf(c byte) string {
	switch {
	case c == 'n':
		return "null"
	case c == 't' || c == 'f':
		return "a boolean"
	case c == '"':
		return "a string"
	case c == '{':
		return "an object"
	case c == '[':
		return "an array"
	case c == '-' || '0' <= c && c <= '9':
		return "a number"
	}
	return "no JSON"
}

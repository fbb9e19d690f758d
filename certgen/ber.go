package certgen

import "bytes"

// The tags that are looked at (X.690 section 8.1.2).
const (
	tagBoolean         = 0x01
	tagInteger         = 0x02
	tagBitString       = 0x03
	tagOctets          = 0x04
	tagOID             = 0x06
	tagPrintable       = 0x13
	tagUTCTime         = 0x17
	tagGeneralizedTime = 0x18
	tagSequence        = 0x30
)

// An element is one of BER, as far as it is DER but for its lengths and numbers,
// which need not be in their shortest form nor, of a SEQUENCE, be told at all.
type element struct {
	tag          byte
	raw, content []byte // both parts of the input
	long         bool   // its length is not in its shortest form, or not told
}

// readElement reads the first element of an input. Tags past 30 are not read: no
// certificate or key has them.
func readElement(in []byte) (e element, rest []byte, ok bool) { return readNested(in, 0) }

func readNested(in []byte, depth int) (e element, rest []byte, ok bool) {
	if len(in) < 2 || in[0]&0x1f == 0x1f {
		return e, nil, false
	}
	length, head := int(in[1]), 2
	if length == indefinite {
		return readIndefinite(in, depth)
	}
	if length >= 0x80 {
		count := length & 0x7f
		if count == 0 || count > 4 || len(in) < 2+count {
			return e, nil, false
		}
		length = 0
		for _, b := range in[2 : 2+count] {
			length = length<<8 | int(b)
		}
		e.long = length < 0x80 || in[2] == 0
		head += count
	}
	if length > len(in)-head {
		return e, nil, false
	}
	e.tag, e.raw, e.content = in[0], in[:head+length], in[head:head+length]
	return e, in[head+length:], true
}

// indefinite stands for the length of an element that ends in two zeros (X.690
// section 8.1.3.6).
const indefinite = 0x80

func readIndefinite(in []byte, depth int) (e element, rest []byte, ok bool) {
	if in[0]&0x20 == 0 {
		return e, nil, false
	}
	for at := 2; depth < maxDepth; {
		if bytes.HasPrefix(in[at:], []byte{0, 0}) {
			return element{tag: in[0], raw: in[:at+2], content: in[2:at], long: true}, in[at+2:], true
		}
		inner, _, ok := readNested(in[at:], depth+1)
		if !ok {
			break
		}
		at += len(inner.raw)
	}
	return e, nil, false
}

// elements reads the elements of a content up to the first that cannot be read.
func elements(content []byte) []element {
	var all []element
	for len(content) > 0 {
		e, rest, ok := readElement(content)
		if !ok {
			break
		}
		all, content = append(all, e), rest
	}
	return all
}

// A field is one element of a SEQUENCE.
type field struct {
	into     *element
	tag      byte
	required bool
}

// readSequence reads what is in a SEQUENCE, and says whether it is that and
// nothing else.
func readSequence(content []byte, fields ...field) bool {
	for _, f := range fields {
		e, rest, ok := readElement(content)
		switch {
		case ok && e.tag == f.tag:
			*f.into, content = e, rest
		case f.required:
			return false
		}
	}
	return len(content) == 0
}

// maxDepth bounds how deep longLength looks; a certificate nests some ten deep.
const maxDepth = 16

// longLength says whether the length of an element or of one in it is not in its
// shortest form.
func longLength(content []byte, depth int) bool {
	if depth == maxDepth {
		return false
	}
	for _, e := range elements(content) {
		if e.long || e.tag&0x20 != 0 && longLength(e.content, depth+1) {
			return true
		}
	}
	return false
}

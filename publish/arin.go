package publish

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/problem"
)

// regRWS is the namespace of ARIN's payloads ("RESTful Payloads").
const regRWS = "http://www.arin.net/regrws/core/v1"

// maxNET and maxDepth bound a NET payload.
const (
	maxNET   = 1 << 20 // bytes
	maxDepth = 16
)

// A netPayload is ARIN's record of a network, as Reg-RWS gives it.
type netPayload struct {
	data   []byte
	prefix string // of the namespace, with its colon; mostly empty
	handle string
	blocks []addressRange
	lines  []commentLine

	// The element comment is data[from:to]. Where there is none, both say where
	// it belongs: right after the element version, or the beginning of net.
	from, to int
}

type addressRange struct{ first, last netip.Addr }

type commentLine struct {
	number int
	text   string
}

// updateNET makes the change in a NET payload.
func (c Change) updateNET(present []byte) (*Update, error) {
	net, err := parseNET(present)
	if err != nil {
		return nil, err
	}
	prefix, _ := c.Resource.CIDR()
	if !net.holds(prefix) {
		return nil, &problem.Problem{ID: otherObject, Field: "the object", Seen: net.handle, What: "is a network that does not hold " + c.name(), Fix: "give that of the range, or of the block that holds it"}
	}
	lines, err := net.published(c.line(), c.Remove)
	if err != nil {
		return nil, err
	}
	return &Update{Key: net.handle, Text: net.withLines(lines), Calls: []Call{putNET(net.handle)}}, nil
}

// published returns the comment's lines with the certificate's added at the end,
// or taken out.
func (n *netPayload) published(line string, remove bool) ([]commentLine, error) {
	at, count := n.find(line)
	whole := count == 1 && strings.TrimSpace(n.lines[at].text) == line
	switch {
	case remove && count == 0:
		return nil, &problem.Problem{ID: NotPublished, Field: "the object", What: "does not have this certificate in its comment", Fix: "nothing has to be done, or it is another certificate that is to be taken out"}
	case remove:
		return renumbered(n.lines, at, count), nil
	case whole:
		return nil, &problem.Problem{ID: AlreadyPublished, Field: "the object", What: "has this certificate in its comment already, whole and on one line", Fix: "nothing has to be done"}
	}
	number := 1
	if len(n.lines) > 0 {
		number = n.lines[len(n.lines)-1].number + 1
	}
	return append(n.lines[:len(n.lines):len(n.lines)], commentLine{number, line}), nil
}

// find says which lines make up the certificate and nothing else.
func (n *netPayload) find(line string) (at, count int) {
	want := compact(line)
	for i := range n.lines {
		text := ""
		for j := i; j < len(n.lines) && len(text) < len(want); j++ {
			if text += compact(n.lines[j].text); text == want {
				return i, j - i + 1
			}
			if !strings.HasPrefix(want, text) {
				break
			}
		}
	}
	return 0, 0
}

// renumbered returns the lines without some of them; those after move up.
func renumbered(lines []commentLine, at, count int) []commentLine {
	left := append([]commentLine(nil), lines[:at]...)
	for _, l := range lines[at+count:] {
		left = append(left, commentLine{l.number - count, l.text})
	}
	return left
}

// withLines writes the payload with another comment, and every other byte as it
// was. No lines are no element.
func (n *netPayload) withLines(lines []commentLine) string {
	var b strings.Builder
	b.Write(n.data[:n.from])
	if len(lines) > 0 {
		fmt.Fprintf(&b, "<%scomment>", n.prefix)
		for _, l := range lines {
			fmt.Fprintf(&b, `<%sline number="%d">`, n.prefix, l.number)
			_ = xml.EscapeText(&b, []byte(l.text)) // a strings.Builder takes all
			fmt.Fprintf(&b, "</%sline>", n.prefix)
		}
		fmt.Fprintf(&b, "</%scomment>", n.prefix)
	}
	b.Write(n.data[n.to:])
	return b.String()
}

// holds says whether one of the network's blocks has the range in it.
func (n *netPayload) holds(p netip.Prefix) bool {
	for _, b := range n.blocks {
		if holds(b.first, b.last, p) {
			return true
		}
	}
	return false
}

// parseNET reads a NET payload strictly: one element net in ARIN's namespace,
// and no document type.
func parseNET(data []byte) (*netPayload, error) {
	if len(data) > maxNET {
		return nil, notAnObject("", fmt.Sprintf("is larger than %d bytes", maxNET))
	}
	r := &netReader{decoder: xml.NewDecoder(bytes.NewReader(data)), net: &netPayload{data: data}}
	for {
		r.before = int(r.decoder.InputOffset())
		token, err := r.decoder.Token()
		if errors.Is(err, io.EOF) {
			return r.end()
		}
		if err != nil {
			p := notAnObject("", "is no XML that can be read: "+problem.Clip(err.Error(), problem.MaxShown))
			p.Err = err
			return nil, p
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
}

// A netReader goes through the tokens of a payload.
type netReader struct {
	decoder *xml.Decoder
	net     *netPayload
	before  int // where the token begins
	path    []string
	text    strings.Builder // of the innermost element
	number  string          // of the comment line
	block   addressRange
	done    bool // whether net has ended
	hasNote bool // whether there is a comment
}

func (r *netReader) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return r.start(t)
	case xml.EndElement:
		return r.close()
	case xml.CharData:
		r.text.Write(t)
	case xml.Directive:
		return notAnObject("", "has a document type, which no payload has")
	}
	return nil
}

func (r *netReader) start(t xml.StartElement) error {
	r.path = append(r.path, t.Name.Local)
	switch {
	case r.done || len(r.path) == 1 && t.Name != xml.Name{Space: regRWS, Local: "net"}:
		return notAnObject(t.Name.Local, "is an element where ARIN's NET payload was expected: net, as Reg-RWS gives it ("+regRWS+")")
	case len(r.path) > maxDepth:
		return notAnObject("", "has elements within each other, too many")
	}
	end := int(r.decoder.InputOffset())
	switch r.where() {
	case "net":
		r.net.prefix = prefixOf(r.net.data[r.before:end])
		r.net.from, r.net.to = end, end
		if bytes.HasSuffix(r.net.data[:end], []byte("/>")) {
			return notAnObject("", "is an empty net")
		}
	case "net/comment":
		if r.hasNote {
			return notAnObject("", "has two comments")
		}
		r.hasNote = true
		r.net.from = r.before
	case "net/comment/line":
		r.number = ""
		for _, a := range t.Attr {
			if a.Name.Local == "number" {
				r.number = a.Value
			}
		}
	case "net/netBlocks/netBlock":
		r.block = addressRange{}
	default:
		if strings.HasPrefix(r.where(), "net/comment/") {
			return notAnObject(t.Name.Local, "is an element within the comment, which has lines alone")
		}
	}
	r.text.Reset()
	return nil
}

// prefixOf is the prefix of a start tag's name, with its colon.
func prefixOf(tag []byte) string {
	name := tag[1 : 1+bytes.IndexAny(tag[1:], " \t\r\n/>")]
	return string(name[:bytes.IndexByte(name, ':')+1])
}

func (r *netReader) close() (err error) {
	end := int(r.decoder.InputOffset())
	text := r.text.String()
	switch r.where() {
	case "net":
		r.done = true
	case "net/version":
		if !r.hasNote {
			r.net.from, r.net.to = end, end
		}
	case "net/comment":
		r.net.to = end
	case "net/comment/line":
		number, err := strconv.ParseUint(r.number, 10, 16)
		if err != nil {
			return notAnObject(r.number, "is the number of a comment's line, and is none")
		}
		r.net.lines = append(r.net.lines, commentLine{int(number), text})
	case "net/handle":
		r.net.handle = strings.TrimSpace(text)
	case "net/netBlocks/netBlock/startAddress":
		r.block.first, err = arinAddress(text)
	case "net/netBlocks/netBlock/endAddress":
		r.block.last, err = arinAddress(text)
	case "net/netBlocks/netBlock":
		r.net.blocks = append(r.net.blocks, r.block)
	}
	r.path = r.path[:len(r.path)-1]
	r.text.Reset()
	return err
}

func (r *netReader) where() string { return strings.Join(r.path, "/") }

func (r *netReader) end() (*netPayload, error) {
	switch {
	case !r.done:
		return nil, notAnObject("", "has no element net: the text is none, or is cut short")
	case !netHandle(r.net.handle):
		return nil, notAnObject(r.net.handle, "is no handle of a network")
	case len(r.net.blocks) == 0:
		return nil, notAnObject("", "has no netBlocks")
	}
	return r.net, nil
}

// netHandle says whether a text can be a network's handle, such as
// NET-192-0-2-0-1 or NET6-2001-DB8-1.
func netHandle(s string) bool {
	digits, found := strings.CutPrefix(s, "NET")
	return found && len(s) <= 64 && strings.Trim(digits, "-0123456789ABCDEFabcdef") == ""
}

// arinAddress reads an address as ARIN writes it: 192.000.002.000 too.
func arinAddress(text string) (netip.Addr, error) {
	plain := strings.TrimSpace(text)
	if !strings.Contains(plain, ":") {
		octets := strings.Split(plain, ".")
		for i, octet := range octets {
			if trimmed := strings.TrimLeft(octet, "0"); trimmed != "" || octet == "" {
				octets[i] = trimmed
			} else {
				octets[i] = "0"
			}
		}
		plain = strings.Join(octets, ".")
	}
	address, err := netip.ParseAddr(plain)
	if err != nil {
		return address, notAnObject(text, "is the address of a netBlock, and is none")
	}
	return address, nil
}

func getNET(handle string) Call {
	return Call{Title: "get the network's record as it is", Method: "GET", URL: netURL + handle, key: arinAPIKey}
}

func putNET(handle string) Call {
	return Call{Title: "replace the network's record", Method: "PUT", URL: netURL + handle, Type: "application/xml", key: arinAPIKey}
}

const netURL = "https://reg.arin.net/rest/net/"

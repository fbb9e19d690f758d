package rdap

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

// ParseJSON reads an RDAP answer, RFC 9083, that is an autnum or ip network
// object, or an answer of RIPE NCC's REST interface in JSON. It is strict where
// it matters (see [deciding]): such a member that has another type than the RFC
// gives it, stands twice, or is written in another case is an error with its path,
// never read as absent. Of all others those that are of their type are read, and
// the rest is checked to be JSON (RFC 7493: UTF-8, no name twice) and skipped.
//
// An RDAP error response is an [ErrorObject], whatever the type of its members,
// and so is LACNIC's notice that it was asked too often; anything else that is no
// record a [*problem.Problem].
func ParseJSON(data []byte) (*Record, error) {
	data, err := open(data)
	if err != nil {
		return nil, err
	}
	return parseJSON(data)
}

func parseJSON(data []byte) (*Record, error) {
	reader, err := strictjson.NewReader(data, strictjson.Options{Field: "the record", MaxSize: MaxSize, MaxDepth: maxDepth})
	if err != nil {
		return nil, err
	}
	r := &jsonReader{Reader: reader}
	answer := jsonAnswer{record: &Record{Source: JSON}}
	if err := r.Object(func(name string) error { return answer.member(r, name) }); err != nil {
		return nil, damaged(err, data)
	}
	if err := r.End(); err != nil {
		return nil, damaged(err, data)
	}
	return answer.finish()
}

// damaged adds what to do about JSON that came to harm on its way.
func damaged(err error, data []byte) error {
	for _, p := range problem.All(err) {
		if p.ID == strictjson.NotJSON && p.Start < len(data) && data[p.Start] == '\n' {
			p.What = fmt.Sprintf("is wrapped, as terminals and mail programs do: at byte %d, a line ends within a text", p.Start)
		}
		if p.ID == strictjson.NotJSON || p.ID == strictjson.CutShort || p.ID == strictjson.TrailingData {
			p.Fix = "give the answer just as the server sends it: curl … > record.json"
		}
	}
	return err
}

// deciding are the members on which a verdict turns: what the object is, the
// resource it is about, and the object's own free text. They have the type that
// RFC 9083 gives them, in its spelling, or the answer is refused. That the
// object's remarks are null leaves the record incomplete.
//
// Every other member that is read (handle, name, status, port43, links, notices,
// rdapConformance, entities and what is in them, the titles and types of
// remarks) is passed over if it is of another type: a title that cannot be read
// is no title.
var deciding = []string{
	"objectClassName", "startAutnum", "endAutnum", "startAddress", "endAddress",
	"remarks", "description", "errorCode",
}

// A jsonReader reads values of a known type, or those that may be of another.
type jsonReader struct {
	*strictjson.Reader
	tally tally
}

// skip skips a member that is not read.
func (r *jsonReader) skip(name string) error { return r.SkipMember(name, deciding) }

// text reads a string, and nothing else.
func (r *jsonReader) text(into *string) (err error) {
	*into, err = r.Text()
	return err
}

// number reads a whole number of 32 bits, and nothing else.
func (r *jsonReader) number(into **uint32) error {
	n, err := r.Uint32()
	*into = &n
	return err
}

// maybeText reads a string, and passes over anything else.
func (r *jsonReader) maybeText(into *string) error {
	if r.Kind() != '"' {
		return r.Skip()
	}
	s, err := r.Text()
	*into = short(s)
	return err
}

// maybeArray reads an array, and passes over anything else.
func (r *jsonReader) maybeArray(b bound, element func() error) error {
	if r.Kind() != '[' {
		return r.Skip()
	}
	return r.Array(func(int) error {
		if err := r.tally.add(b); err != nil {
			return err
		}
		return element()
	})
}

// maybeObject reads an object, and passes over anything else.
func (r *jsonReader) maybeObject(member func(name string) error) error {
	if r.Kind() != '{' {
		return r.Skip()
	}
	return r.Object(member)
}

// maybeTexts reads the strings of an array, or a string that stands alone.
func (r *jsonReader) maybeTexts(into *[]string, b bound) error {
	element := func() error {
		if r.Kind() != '"' {
			return r.Skip()
		}
		s, err := r.Text()
		*into = append(*into, s)
		return err
	}
	if r.Kind() == '"' {
		return element()
	}
	return r.maybeArray(b, element)
}

// names is maybeTexts for what is kept to be shown.
func (r *jsonReader) names(into *[]string) error {
	err := r.maybeTexts(into, boundItems)
	for i, name := range *into {
		(*into)[i] = short(name)
	}
	return err
}

// lines reads an array of strings, and nothing else.
func (r *jsonReader) lines(into *[]string) error {
	return r.Array(func(int) error {
		s, err := r.Text()
		if err != nil {
			return err
		}
		*into = append(*into, s)
		return r.tally.add(boundLines)
	})
}

// remarks reads an array of remarks (RFC 9083 section 4.3), the object's own
// strictly, and those of entities as far as they can be read.
func (r *jsonReader) remarks(into *[]Text, owner *Entity) error {
	read := func() error {
		remark := Text{Entity: owner}
		err := r.remark(&remark)
		*into = append(*into, remark)
		return err
	}
	if owner != nil {
		return r.maybeArray(boundTexts, read)
	}
	return r.Array(func(int) error {
		if err := r.tally.add(boundTexts); err != nil {
			return err
		}
		return read()
	})
}

func (r *jsonReader) remark(remark *Text) error {
	member := func(name string) error {
		switch name {
		case "title":
			return r.maybeText(&remark.Title)
		case "type":
			return r.maybeText(&remark.Type)
		case "description":
			if remark.Entity != nil {
				return r.maybeTexts(&remark.Lines, boundLines)
			}
			return r.lines(&remark.Lines)
		}
		return r.skip(name)
	}
	if remark.Entity != nil {
		return r.maybeObject(member)
	}
	return r.Object(member)
}

// entities reads an array of entities, and those within them, and keeps their
// texts. Networks and autnums within an entity are other objects: they are
// skipped.
func (r *jsonReader) entities(into *[]Text, all *[]*Entity) error {
	return r.maybeArray(boundEntities, func() error {
		entity := new(Entity)
		if all != nil {
			*all = append(*all, entity)
		}
		return r.maybeObject(func(name string) error {
			switch name {
			case "handle":
				return r.maybeText(&entity.Handle)
			case "roles":
				return r.names(&entity.Roles)
			case "remarks":
				return r.remarks(into, entity)
			case "entities":
				return r.entities(into, nil)
			}
			return r.Skip()
		})
	})
}

// A notice is about the answer and not the object.
type notice struct {
	title, kind string
	lines       []string
}

// isLimit says whether the notice is LACNIC's that it was asked too often.
func (n notice) isLimit() bool { return strings.Contains(strings.ToLower(n.title), "rate limit") }

// saysLimit says whether the notice says so anywhere. That a limit there is, terms
// of use say too.
func (n notice) saysLimit() bool {
	return n.isLimit() || slices.ContainsFunc(append([]string{n.title, n.kind}, n.lines...), func(text string) bool {
		lower := strings.ToLower(text)
		return strings.Contains(lower, "too many ") || strings.Contains(lower, "limit") && strings.Contains(lower, "exceeded")
	})
}

func (r *jsonReader) notices(into *[]notice) error {
	return r.maybeArray(boundTexts, func() error {
		var n notice
		err := r.maybeObject(func(name string) error {
			switch name {
			case "title":
				return r.maybeText(&n.title)
			case "type":
				return r.maybeText(&n.kind)
			case "description":
				return r.maybeTexts(&n.lines, boundLines)
			}
			return r.Skip()
		})
		*into = append(*into, n)
		return err
	})
}

// selfLinks reads an array of links (RFC 9083 section 4.2), and keeps the hosts of
// those that say where the object itself is.
func (r *jsonReader) selfLinks(hosts *[]string) error {
	return r.maybeArray(boundItems, func() error {
		var rel, href string
		err := r.maybeObject(func(name string) error {
			switch name {
			case "rel":
				return r.maybeText(&rel)
			case "href":
				return r.maybeText(&href) // a longer one is no registry's
			}
			return r.Skip()
		})
		if rel != "self" {
			return err
		}
		if self, invalid := url.Parse(href); invalid == nil && self.Hostname() != "" {
			*hosts = append(*hosts, self.Hostname())
		}
		return err
	})
}

// code reads errorCode, of whatever type, as far as it is a number; 0 is none.
func (r *jsonReader) code() (int, error) {
	switch r.Kind() {
	case '0':
		n, err := r.Uint32()
		if errors.Is(err, strictjson.BadValue) {
			return 0, nil
		}
		return int(n), err
	case '"':
		s, err := r.Text()
		n, _ := strconv.Atoi(strings.TrimSpace(s))
		return n, err
	}
	return 0, r.Skip()
}

package lookup

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// A LookingGlass is what the route collectors of RIPE RIS had of a range, near
// real time, as RIPEstat's data call looking-glass answers.
type LookingGlass struct {
	Resource netip.Prefix // what was asked about; invalid if the answer does not tell
	Asked    time.Time    // when; zero if the answer does not tell
	Latest   time.Time    // the newest the collectors had then; zero if the answer does not tell
	Messages []string     // warnings that RIPEstat put into the answer
	Routes   []SeenRoute  // in the order of the answer
	Body     []byte       // the answer exactly as it came
}

// A SeenRoute is one that a peer of a collector has. Times of RIPEstat have no
// zone, and are taken for UTC.
type SeenRoute struct {
	Prefix    netip.Prefix
	Origin    resource.ASN   // 0 where the path ends in a set
	Set       []resource.ASN // an AS_SET at the end of the path (RFC 4271 section 4.3): no ROA can make such a route valid
	Path      string         // AS_PATH, the peer first
	Collector string         // such as "RRC00"
	Peer      string         // its address
	Seen      time.Time      // latest_time; zero if the answer does not tell
	Updated   time.Time      // last_updated: since when the peer has this route; zero if the answer does not tell
}

// NotLookingGlass is the problem with an answer that is not of the data call
// looking-glass, or that says it has failed; and so a kind of an [Error].
const NotLookingGlass problem.ID = "not-looking-glass"

// MaxLookingGlass bounds an answer, in bytes: some 350 peers have 600 each for a
// prefix.
const MaxLookingGlass = 16 << 20

// ParseLookingGlass reads an answer of RIPEstat's data call looking-glass, as it
// came or was kept. Routes that do not touch the resource are refused, as is
// everything that is not wholly understood: what is not seen has to be what was
// not there. Its error is a [*problem.Problem].
func ParseLookingGlass(body []byte) (*LookingGlass, error) {
	json, err := strictjson.NewReader(body, strictjson.Options{Field: "the looking glass", Fix: "fetch it again", MaxSize: MaxLookingGlass, MaxDepth: 16})
	if err != nil {
		return nil, err
	}
	r := &lookingGlassReader{Reader: json, glass: &LookingGlass{Body: body}}
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.glass, nil
}

// A lookingGlassReader goes through an answer.
type lookingGlassReader struct {
	*strictjson.Reader
	glass         *LookingGlass
	status        string
	call          string
	hasCollectors bool
}

var lookingGlassMembers = []string{"status", "data_call_name", "data", "messages", "query_time", "latest_time", "parameters"}

func (r *lookingGlassReader) read() error {
	err := r.Object(func(name string) (err error) {
		switch name {
		case "status":
			r.status, err = r.Text()
		case "data_call_name":
			r.call, err = r.Text()
		case "messages":
			return r.messages()
		case "data":
			return r.Object(r.data)
		case "parameters":
			return r.Object(r.parameter)
		default:
			return r.when(name, lookingGlassMembers)
		}
		return err
	})
	if err != nil {
		return err
	}
	if err := r.End(); err != nil {
		return err
	}
	return r.check()
}

// when reads the two times, which stand in data or beside it.
func (r *lookingGlassReader) when(name string, known []string) (err error) {
	switch name {
	case "query_time":
		r.glass.Asked, err = r.time()
	case "latest_time":
		r.glass.Latest, err = r.time()
	default:
		err = r.SkipMember(name, known)
	}
	return err
}

func (r *lookingGlassReader) data(name string) error {
	switch name {
	case "rrcs":
		r.hasCollectors = true
		return r.Array(func(int) error { return r.collector() })
	case "parameters":
		return r.Object(r.parameter)
	}
	return r.when(name, []string{"rrcs", "query_time", "latest_time", "parameters"})
}

func (r *lookingGlassReader) parameter(name string) error {
	if name != "resource" {
		return r.SkipMember(name, []string{"resource"})
	}
	text, err := r.Text()
	if err != nil {
		return err
	}
	if prefix, err := netip.ParsePrefix(text); err == nil {
		r.glass.Resource = prefix.Masked()
	}
	return nil
}

// messages are pairs of a severity and a text.
func (r *lookingGlassReader) messages() error {
	return r.Array(func(int) error {
		var words []string
		err := r.Array(func(int) error {
			word, err := r.Text()
			words = append(words, word)
			return err
		})
		r.glass.Messages = append(r.glass.Messages, strings.Join(words, ": "))
		return err
	})
}

func (r *lookingGlassReader) collector() error {
	collector, from := "", len(r.glass.Routes)
	err := r.Object(func(name string) (err error) {
		switch name {
		case "rrc":
			collector, err = r.Text()
		case "peers":
			err = r.Array(func(int) error { return r.peer() })
		default:
			err = r.SkipMember(name, []string{"rrc", "peers"})
		}
		return err
	})
	for i := range r.glass.Routes[from:] {
		r.glass.Routes[from+i].Collector = collector
	}
	return err
}

func (r *lookingGlassReader) peer() error {
	var route SeenRoute
	var origin string
	known := []string{"asn_origin", "as_path", "prefix", "peer", "latest_time", "last_updated"}
	err := r.Object(func(name string) (err error) {
		switch name {
		case "asn_origin":
			origin, err = r.origin()
		case "as_path":
			route.Path, err = r.Text()
		case "prefix":
			route.Prefix, err = r.prefix()
		case "peer":
			route.Peer, err = r.Text()
		case "latest_time":
			route.Seen, err = r.time()
		case "last_updated":
			route.Updated, err = r.time()
		default:
			err = r.SkipMember(name, known)
		}
		return err
	})
	if err != nil {
		return err
	}
	if !route.Prefix.IsValid() {
		return r.Fault(NotLookingGlass, "has no prefix", "")
	}
	if what := route.setOrigin(origin); what != "" {
		return r.Fault(NotLookingGlass, what, "")
	}
	r.glass.Routes = append(r.glass.Routes, route)
	return nil
}

// origin reads a number, or a string, as the member is either.
func (r *lookingGlassReader) origin() (string, error) {
	if r.Kind() == '"' {
		return r.Text()
	}
	n, err := r.Uint32()
	return strconv.FormatUint(uint64(n), 10), err
}

func (r *lookingGlassReader) prefix() (netip.Prefix, error) {
	text, err := r.Text()
	if err != nil {
		return netip.Prefix{}, err
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil || prefix != prefix.Masked() {
		return prefix, r.Fault(NotLookingGlass, "is no prefix", "")
	}
	return prefix, nil
}

// time reads "2025-06-24T03:07:22", with or without a fraction.
func (r *lookingGlassReader) time() (time.Time, error) {
	text, err := r.Text()
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.Parse("2006-01-02T15:04:05", text)
	if err != nil {
		return at, r.Fault(NotLookingGlass, "is not a time", "")
	}
	return at, nil
}

// setOrigin reads whose the route is: the end of its path, which asn_origin
// repeats.
func (s *SeenRoute) setOrigin(said string) (what string) {
	path, set, hasSet := strings.Cut(s.Path, "{")
	if hasSet {
		for _, member := range strings.FieldsFunc(strings.TrimSuffix(set, "}"), func(r rune) bool { return r == ',' || r == ' ' }) {
			n, err := resource.ParseASN(member)
			if err != nil {
				return "has an as_path that ends in a set of something else than AS numbers"
			}
			s.Set = append(s.Set, n)
		}
		if len(s.Set) == 0 || !strings.HasSuffix(set, "}") {
			return "has an as_path with a { and no set"
		}
		return ""
	}
	hops := strings.Fields(path)
	if len(hops) > 0 && said == "" {
		said = hops[len(hops)-1]
	}
	origin, err := resource.ParseASN(said)
	switch {
	case err != nil || origin == 0:
		return "has no origin"
	case len(hops) > 0 && hops[len(hops)-1] != origin.String():
		return fmt.Sprintf("has the asn_origin %s, and an as_path that ends otherwise", origin)
	}
	s.Origin = origin
	return ""
}

// check refuses an answer that is none, or is about something else.
func (r *lookingGlassReader) check() error {
	p := &problem.Problem{ID: NotLookingGlass, Field: "the looking glass", Fix: "fetch it again"}
	switch {
	case r.call != "" && r.call != "looking-glass":
		p.Seen, p.What, p.Fix = r.call, "is another data call of RIPEstat", "fetch looking-glass"
	case r.status == "":
		p.What = "has no status: it is not an answer of RIPEstat"
	case r.status != "ok":
		p.Seen, p.What = r.status, "is its status, and not ok: "+problem.Clip(strings.Join(r.glass.Messages, "; "), problem.MaxShown)
	case !r.hasCollectors:
		p.What = "has no rrcs"
	default:
		return r.checkRoutes()
	}
	return p
}

func (r *lookingGlassReader) checkRoutes() error {
	asked := r.glass.Resource
	for _, route := range r.glass.Routes {
		if asked.IsValid() && !asked.Overlaps(route.Prefix) {
			return &problem.Problem{ID: NotLookingGlass, Field: "the looking glass", Seen: route.Prefix.String(), What: "is a route of its answer about " + asked.String(), Fix: "fetch it again"}
		}
	}
	return nil
}

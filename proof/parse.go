package proof

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// Bounds of a file: far more than a company has resources.
const (
	maxSize   = 4 << 20
	maxProofs = 1000
)

// The problems of [Parse], beside those of JSON.
const (
	NewerVersion  problem.ID = "newer-version"
	unknownMember problem.ID = "unknown-member"
	sameTwice     problem.ID = "same-proof-twice"
	notTogether   problem.ID = "values-disagree" // such as a message for another account
	secretInside  problem.ID = "secret-inside"
)

// IDs returns what a file, and a search in it, can have.
func IDs() []problem.ID {
	return []problem.ID{NoProof, Ambiguous, NewerVersion, unknownMember, sameTwice, notTogether, secretInside}
}

// Parse reads a proof file. Its error is a [*problem.Problem] with the place.
func Parse(data []byte) (*File, error) {
	r, err := strictjson.NewReader(data, strictjson.Options{Field: "the proof file", MaxSize: maxSize, MaxDepth: 8})
	if err != nil {
		return nil, err
	}
	p := parser{r}
	f := &File{}
	version := false
	err = r.Object(func(name string) error {
		switch name {
		case "version":
			version = true
			return p.version()
		case "proofs":
			f.Proofs, err = p.proofs()
			return err
		}
		return p.unknown(name, "version", "proofs")
	})
	if err == nil {
		err = r.End()
	}
	if err == nil && !version {
		err = r.Fault(strictjson.WrongType, `has no "version"`, `write "version": 1`)
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// A parser reads the parts of a file.
type parser struct{ *strictjson.Reader }

func (p parser) version() error {
	switch n, err := p.Uint32(); {
	case err != nil:
		return err
	case n > 1:
		return p.Fault(NewerVersion, fmt.Sprintf("is %d, and this program knows 1", n), "use the newer byoasn that wrote the file")
	case n != 1:
		return p.Fault(strictjson.BadValue, "is no version", "write 1")
	}
	return nil
}

func (p parser) unknown(name string, known ...string) error {
	if err := p.CheckCase(name, known); err != nil {
		return err
	}
	fix := "remove it"
	for _, other := range known {
		if similar(name, other) {
			fix = fmt.Sprintf("probably %q is meant", other)
		}
	}
	return p.Fault(unknownMember, "is not a member that is known", fix)
}

// similar says whether one name is the other but for one or two letters.
func similar(a, b string) bool {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			corner, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, corner+cost)
		}
	}
	return row[len(b)] <= min(2, len(b)/2)
}

func (p parser) proofs() ([]*Proof, error) {
	var all []*Proof
	seen := map[Which]bool{}
	err := p.Array(func(i int) error {
		if i >= maxProofs {
			return p.Fault(strictjson.TooLarge, fmt.Sprintf("has more than %d proofs", maxProofs), "split the file")
		}
		one, err := p.proof()
		if err != nil {
			return err
		}
		if w := (Which{one.Account, one.Resource}); seen[w] {
			return p.Fault(sameTwice, "stands twice: "+one.Name(), "remove one")
		} else {
			seen[w] = true
		}
		all = append(all, one)
		return nil
	})
	return all, err
}

// members are the names in a proof.
var members = []string{"account", "asn", "cidr", "registry", "service", "region", "ipam", "pool", "announce", "key",
	"certificate", "publicKey", "certificateSHA256", "message", "signature", "looks"}

func (p parser) proof() (*Proof, error) {
	one := &Proof{}
	err := p.Object(func(name string) error {
		switch name {
		case "announce":
			return p.Array(func(int) error { return p.announced(one) })
		case "looks":
			return p.Object(func(step string) error { return p.look(one, Step(step)) })
		}
		if !slices.Contains(members, name) {
			return p.unknown(name, members...)
		}
		text, err := p.Text()
		if err != nil {
			return err
		}
		if what := problem.Secret(text); what != "" {
			return p.Fault(secretInside, "is "+what+", and a proof file holds no secrets", "remove it, and write the name of its file")
		}
		return p.refuse(one.set(name, text))
	})
	if err != nil {
		return nil, err
	}
	return one, p.together(one)
}

// refuse turns a field's error into one with the place.
func (p parser) refuse(err error) error {
	if err == nil {
		return nil
	}
	fault := p.Fault(strictjson.BadValue, "is not right: "+err.Error(), "")
	fault.Fix, fault.Err = "", err
	if all := problem.All(err); len(all) > 0 {
		fault.ID, fault.What, fault.Fix = all[0].ID, all[0].What, all[0].Fix
	}
	return fault
}

func (one *Proof) set(name, text string) (err error) {
	switch name {
	case "account":
		one.Account, err = message.ParseAccount(text)
	case "asn", "cidr":
		return one.setResource(name, text)
	case "registry":
		one.Registry, err = registry.Parse(text)
	case "service":
		one.Service, err = service(text)
	case "region":
		one.Region, err = word(text, region(), "is not the name of a Region", "write it as AWS does, such as us-east-1")
	case "ipam":
		one.IPAM, err = word(text, ipam(), "is not the ID of an IPAM", "write it as AWS does: ipam- and hexadecimal digits")
	case "pool":
		one.Pool, err = word(text, pool(), "is not the ID of an IPAM pool", "write it as AWS does: ipam-pool- and hexadecimal digits")
	case "key":
		one.Key = text
	case "certificate":
		one.Certificate = text
	case "publicKey":
		one.PublicKey, err = word(text, fingerprint(), "is not a SHA-256 fingerprint", "write 32 pairs of hexadecimal digits with colons between")
	case "certificateSHA256":
		one.CertificateSHA256, err = word(text, fingerprint(), "is not a SHA-256 fingerprint", "write 32 pairs of hexadecimal digits with colons between")
	case "message":
		one.Message, err = message.Parse(text)
	case "signature":
		one.Signature, err = sign.Parse(text)
	}
	return err
}

func (one *Proof) setResource(name, text string) error {
	if !one.Resource.IsZero() {
		return &problem.Problem{ID: notTogether, What: "stands beside another resource", Fix: "write asn or cidr, and a proof of its own for the other"}
	}
	r, err := resource.Parse(text)
	if err != nil {
		return err
	}
	if _, isASN := r.ASN(); isASN != (name == "asn") {
		return &problem.Problem{ID: notTogether, What: "is not " + map[string]string{"asn": "an AS number", "cidr": "a range"}[name], Fix: "asn is for AS numbers, cidr for ranges"}
	}
	one.Resource = r
	return nil
}

func service(text string) (provision.Service, error) {
	s := provision.Service(text)
	if slices.Contains([]provision.Service{provision.IPAM, provision.EC2, provision.GlobalAccelerator}, s) {
		return s, nil
	}
	return "", &problem.Problem{ID: strictjson.BadValue, What: "is not a service that takes a range",
		Fix: fmt.Sprintf("write %s, %s or %s", provision.IPAM, provision.EC2, provision.GlobalAccelerator)}
}

// What AWS's names and fingerprints look like.
var (
	region      = pattern(`^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$`)
	ipam        = pattern(`^ipam-[0-9a-f]{1,40}$`)
	pool        = pattern(`^ipam-pool-[0-9a-f]{1,40}$`)
	fingerprint = pattern(`^[0-9A-F]{2}(:[0-9A-F]{2}){31}$`)
)

func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

func word(text string, form *regexp.Regexp, what, fix string) (string, error) {
	if form.MatchString(text) {
		return text, nil
	}
	return "", &problem.Problem{ID: strictjson.BadValue, Seen: text, What: what, Fix: fix}
}

func (p parser) announced(one *Proof) error {
	text, err := p.Text()
	if err != nil {
		return err
	}
	prefix, err := resource.ParseCIDR(text)
	one.Announce = append(one.Announce, prefix)
	return p.refuse(err)
}

func (p parser) look(one *Proof, step Step) error {
	name, of, ofRange := strings.Cut(string(step), " ")
	if !slices.Contains(Steps(), Step(name)) {
		known := make([]string, 0, len(Steps()))
		for _, s := range Steps() {
			known = append(known, string(s))
		}
		return p.unknown(string(step), known...)
	}
	if prefix, err := netip.ParsePrefix(of); ofRange != Step(name).OfRange() || ofRange && (err != nil || Step(name).Of(prefix) != step) {
		return p.Fault(strictjson.BadValue, "is not a step", "write a range behind roas, associated, advertised and seen, and behind no other: \"seen 192.0.2.0/24\"")
	}
	var l Look
	err := p.Object(func(name string) error {
		if name != "verdict" && name != "at" && name != "summary" {
			return p.unknown(name, "verdict", "at", "summary")
		}
		text, err := p.Text()
		if err != nil {
			return err
		}
		return p.refuse(l.set(name, text))
	})
	if err == nil && (l.Verdict == "" || l.At.IsZero()) {
		return p.Fault(strictjson.BadValue, "says not what was found, or not when", "write verdict and at, or remove the look")
	}
	one.SetLook(step, l)
	return err
}

func (l *Look) set(name, text string) (err error) {
	switch name {
	case "verdict":
		l.Verdict = text
		if !slices.Contains([]string{"pass", "warn", "fail", "unknown"}, text) {
			return &problem.Problem{ID: strictjson.BadValue, Seen: text, What: "is not a verdict", Fix: "write pass, warn, fail or unknown"}
		}
	case "at":
		if l.At, err = time.Parse(time.RFC3339, text); err != nil {
			return &problem.Problem{ID: strictjson.BadValue, Seen: text, What: "is not a time", Fix: "write it as RFC 3339 does, such as 2030-11-25T07:36:00Z"}
		}
	case "summary":
		l.Summary = text
	}
	return nil
}

// together refuses values that contradict one another.
func (p parser) together(one *Proof) error {
	if one.Resource.IsZero() {
		return p.Fault(notTogether, "names no resource", "write asn or cidr")
	}
	m := one.Message
	switch {
	case m == message.Message{}:
		if len(one.Signature) > 0 {
			return p.Fault(notTogether, "has a signature and no message", "write the message that was signed, or remove the signature")
		}
	case m.Resource() != one.Resource:
		return p.Fault(notTogether, fmt.Sprintf("is about %s, and its message about %s", one.Resource.Name(), m.Resource().Name()), "compose the message anew, or correct the resource")
	case one.Account != "" && m.Account() != one.Account:
		return p.Fault(notTogether, fmt.Sprintf("is for account %s, and its message for account %s", one.Account, m.Account()), "compose the message anew, or correct the account")
	}
	prefix, isRange := one.Resource.CIDR()
	for _, part := range one.Announce {
		if isRange && (!prefix.Contains(part.Addr()) || part.Bits() < prefix.Bits()) {
			return p.Fault(notTogether, fmt.Sprintf("is about %s, of which %s is no part", prefix, part), "announce the range or parts of it")
		}
	}
	return nil
}

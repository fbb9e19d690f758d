package awsstate

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

// Bounds of an answer: far more than an account has.
const (
	MaxSize  = 8 << 20
	maxItems = 10_000
)

// NotAnswer is the problem of a text that is JSON, and no answer that is known.
const NotAnswer problem.ID = "no-answer-of-aws"

// Parse reads an answer. Its error is a [*problem.Problem] with the place.
func Parse(data []byte) (*Answer, error) {
	r, err := strictjson.NewReader(data, strictjson.Options{Field: "AWS's answer", MaxSize: MaxSize, MaxDepth: 16,
		Fix: "give what the AWS CLI prints with --output json"})
	if err != nil {
		return nil, err
	}
	p := parser{r}
	a := &Answer{}
	known := false
	err = r.Object(func(name string) error {
		read, found := p.members(a)[name]
		if !found {
			return r.SkipMember(name, memberNames)
		}
		known = known || name != "NextToken"
		return read()
	})
	if err == nil {
		err = r.End()
	}
	if err == nil && !known {
		err = r.Fault(NotAnswer, "is not an answer that is known", "give that of describe-ipam-byoasn, describe-byoip-cidrs, get-ipam-pool-cidrs, get-ipam-route-protection-findings or get-ipam-discovered-routes, with --output json")
	}
	if err != nil {
		return nil, err
	}
	return a, nil
}

// A parser reads the parts of an answer.
type parser struct{ *strictjson.Reader }

var memberNames = []string{"Byoasns", "Byoasn", "ByoipCidrs", "ByoipCidr", "AsnAssociation", "IpamPoolCidrs", "IpamPoolCidr",
	"RouteProtectionFindings", "IpamDiscoveredRoutes", "Ipams", "IpamPools", "NextToken"}

// members are the readers of an answer's members.
func (p parser) members(a *Answer) map[string]func() error {
	return map[string]func() error{
		"Byoasns":                 func() error { a.HasASNs = true; return many(p, &a.ASNs, p.asn) },
		"Byoasn":                  func() error { return one(&a.ASNs, p.asn) },
		"ByoipCidrs":              func() error { a.HasRanges = true; return many(p, &a.Ranges, p.addressRange) },
		"ByoipCidr":               func() error { return one(&a.Ranges, p.addressRange) },
		"AsnAssociation":          func() error { return one(&a.Associations, p.association) },
		"IpamPoolCidrs":           func() error { a.HasPoolRanges = true; return many(p, &a.PoolRanges, p.poolRange) },
		"IpamPoolCidr":            func() error { return one(&a.PoolRanges, p.poolRange) },
		"RouteProtectionFindings": func() error { return many(p, &a.Findings, p.finding) },
		"IpamDiscoveredRoutes":    func() error { return many(p, &a.Routes, p.route) },
		"Ipams":                   func() error { return many(p, &a.IPAMs, p.ipam) },
		"IpamPools":               func() error { return many(p, &a.Pools, p.pool) },
		"NextToken": func() error {
			if p.Kind() == 'n' {
				return p.Skip()
			}
			token, err := p.Text()
			a.More = token != ""
			return err
		},
	}
}

func one[T any](into *[]T, read func() (T, error)) error {
	item, err := read()
	*into = append(*into, item)
	return err
}

func many[T any](p parser, into *[]T, read func() (T, error)) error {
	return p.Array(func(i int) error {
		if i >= maxItems {
			return p.Fault(strictjson.TooLarge, fmt.Sprintf("has more than %d items", maxItems), "ask for fewer, with --max-results")
		}
		return one(into, read)
	})
}

// A field reads the value of a member into its place.
type fields map[string]func() error

// object reads an object, of which the names that are needed have to be there.
func (p parser) object(f fields, needed ...string) error {
	known := make([]string, 0, len(f))
	for name := range f {
		known = append(known, name)
	}
	seen := map[string]bool{}
	err := p.Object(func(name string) error {
		read, found := f[name]
		if !found {
			return p.SkipMember(name, known)
		}
		seen[name] = true
		if p.Kind() == 'n' {
			return p.Skip()
		}
		return read()
	})
	for _, name := range needed {
		if err == nil && !seen[name] {
			err = p.Fault(strictjson.WrongType, "has no "+name, "")
		}
	}
	return err
}

func (p parser) text(into *string) func() error {
	return func() (err error) {
		*into, err = p.Text()
		return err
	}
}

// state reads a state, of Global Accelerator as EC2 has it.
func (p parser) state(into *string) func() error {
	return func() error {
		text, err := p.Text()
		if err == nil && text == "" {
			return p.Fault(strictjson.BadValue, "is no state", "")
		}
		*into = text
		if same, found := accelerator[text]; found {
			*into = same
		}
		return err
	}
}

// accelerator has Global Accelerator's states in EC2's words ("ByoipCidr", AWS Global
// Accelerator API Reference).
var accelerator = map[string]string{
	"PENDING_PROVISIONING": pendingProvision, "READY": Provisioned, "FAILED_PROVISION": FailedProvision,
	"PENDING_ADVERTISING": PendingAdvertising, "ADVERTISING": Advertised, "FAILED_ADVERTISING": "failed-advertising",
	"PENDING_WITHDRAWING": PendingWithdrawal, "FAILED_WITHDRAW": "failed-withdraw",
	"PENDING_DEPROVISIONING": pendingDeprovision, "DEPROVISIONED": Deprovisioned, "FAILED_DEPROVISION": FailedDeprovision,
}

func (p parser) prefix(into *netip.Prefix) func() error {
	return func() error {
		text, err := p.Text()
		if err != nil {
			return err
		}
		if *into, err = netip.ParsePrefix(text); err != nil || *into != into.Masked() {
			return p.Fault(strictjson.BadValue, "is not a range", "")
		}
		return nil
	}
}

// number reads an AS number, a string or a number.
func (p parser) number(into *resource.ASN) func() error {
	return func() error {
		if p.Kind() == '0' {
			n, err := p.Uint32()
			*into = resource.ASN(n)
			return err
		}
		text, err := p.Text()
		if err != nil {
			return err
		}
		n, err := strconv.ParseUint(text, 10, 32)
		if err != nil {
			return p.Fault(strictjson.BadValue, "is no AS number", "")
		}
		*into = resource.ASN(n)
		return nil
	}
}

// instant reads a time, as the AWS CLI writes it.
func (p parser) instant(into *time.Time) func() error {
	return func() error {
		text, err := p.Text()
		if err != nil {
			return err
		}
		if *into, err = time.Parse(time.RFC3339, text); err != nil {
			return p.Fault(strictjson.BadValue, "is not a time", "set cli_timestamp_format to iso8601")
		}
		return nil
	}
}

func (p parser) asn() (a ASN, err error) {
	return a, p.object(fields{"Asn": p.number(&a.ASN), "IpamId": p.text(&a.IPAM), "State": p.state(&a.State), "StatusMessage": p.text(&a.StatusMessage)}, "Asn", "State")
}

func (p parser) addressRange() (r Range, err error) {
	return r, p.object(fields{
		"Cidr": p.prefix(&r.CIDR), "State": p.state(&r.State), "StatusMessage": p.text(&r.StatusMessage),
		"AsnAssociations": func() error { return many(p, &r.Associations, p.association) },
		"Events":          func() error { return p.events(&r.StatusMessage) },
	}, "Cidr", "State")
}

// events reads the messages of Global Accelerator.
func (p parser) events(into *string) error {
	var texts []string
	err := p.Array(func(int) error {
		var text string
		err := p.object(fields{"Message": p.text(&text)})
		texts = append(texts, text)
		return err
	})
	if len(texts) > 3 {
		texts = texts[:3]
	}
	*into = strings.Join(texts, "; ")
	return err
}

func (p parser) association() (a Association, err error) {
	return a, p.object(fields{"Asn": p.number(&a.ASN), "Cidr": p.prefix(&a.CIDR), "State": p.state(&a.State), "StatusMessage": p.text(&a.StatusMessage)}, "Asn", "Cidr", "State")
}

func (p parser) poolRange() (r PoolRange, err error) {
	var code, message string
	err = p.object(fields{"Cidr": p.prefix(&r.CIDR), "State": p.state(&r.State),
		"FailureReason": func() error {
			return p.object(fields{"Code": p.text(&code), "Message": p.text(&message)})
		}}, "Cidr", "State")
	r.StatusMessage = strings.Trim(code+": "+message, ": ")
	return r, err
}

func (p parser) finding() (f Finding, err error) {
	return f, p.object(fields{"Cidr": p.prefix(&f.CIDR), "Asn": p.number(&f.ASN), "State": p.text(&f.State), "RpkiStatus": p.text(&f.RPKI),
		"RpkiStrength": p.text(&f.Strength), "SampleTime": p.instant(&f.Sampled),
		"Roas":          func() error { return many(p, &f.ROAs, p.roa) },
		"RouteOverlaps": func() error { return many(p, &f.Overlaps, p.overlap) },
	}, "Cidr", "Asn", "RpkiStatus")
}

func (p parser) roa() (r ROA, err error) {
	return r, p.object(fields{"Asn": p.number(&r.ASN), "Prefix": p.prefix(&r.Prefix), "Expiration": p.instant(&r.Expiration),
		"MaxLength": func() error { r.MaxLength, err = p.Uint32(); return err },
		"Match": func() error {
			r.Match = p.Kind() == 't'
			return p.Skip()
		}}, "Asn", "Prefix")
}

func (p parser) overlap() (r Route, err error) {
	return r, p.object(fields{"Prefix": p.prefix(&r.CIDR), "Asn": p.number(&r.ASN), "DetectedAt": p.instant(&r.Sampled)}, "Prefix", "Asn")
}

func (p parser) route() (r Route, err error) {
	return r, p.object(fields{"Cidr": p.prefix(&r.CIDR), "Asn": p.number(&r.ASN), "State": p.text(&r.State), "SampleTime": p.instant(&r.Sampled)}, "Cidr", "Asn")
}

func (p parser) pool() (o Pool, err error) {
	return o, p.object(fields{"IpamPoolId": p.text(&o.ID), "SourceIpamPoolId": p.text(&o.Source), "AddressFamily": p.text(&o.Family),
		"IpamScopeType": p.text(&o.Scope), "State": p.text(&o.State)}, "IpamPoolId", "AddressFamily")
}

func (p parser) ipam() (i IPAM, err error) {
	return i, p.object(fields{"IpamId": p.text(&i.ID), "IpamRegion": p.text(&i.Region)}, "IpamId")
}

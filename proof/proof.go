package proof

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
	"github.com/byoasn/byoasn/sign"
)

// A File is a proof file. Its zero value has no proofs.
type File struct {
	Proofs []*Proof
}

// A Proof is one AS number or range for one account. Account and Resource name
// it; each other member may be empty.
type Proof struct {
	Account  string // 12 digits
	Resource resource.Resource

	Registry registry.Registry
	Service  provision.Service
	Region   string // such as us-east-1
	IPAM     string // ipam-…
	Pool     string // ipam-pool-…
	Announce []netip.Prefix

	Key               string // a file's name
	Certificate       string // a file's name
	PublicKey         string // SHA-256 of the SubjectPublicKeyInfo
	CertificateSHA256 string

	Message   message.Message // the zero value if there is none yet
	Signature sign.Signature

	Looks map[Step]Look
}

// A Step names a part of the way from a key to an announced route. Its values
// are stable.
type Step string

// The steps, in order.
const (
	Key         Step = "key"
	Certificate Step = "certificate" // made
	Message     Step = "message"
	Signature   Step = "signature"
	Published   Step = "published" // the certificate, where AWS looks
	Preflight   Step = "preflight"
	Provisioned Step = "provisioned"
	ROAs        Step = "roas"       // from here on, each step is of a range: see [Step.Of]
	Associated  Step = "associated" // a range with the ASN
	Advertised  Step = "advertised"
	Seen        Step = "seen" // by the world
)

// Of is the step for one of the ranges that are announced, such as "seen
// 192.0.2.0/24".
func (s Step) Of(r netip.Prefix) Step { return s + Step(" "+r.String()) }

// OfRange says whether a step is taken for each range that is announced.
func (s Step) OfRange() bool { return slices.Contains(Steps()[slices.Index(Steps(), ROAs):], s) }

// Steps returns all of them, in order.
func Steps() []Step {
	return []Step{Key, Certificate, Message, Signature, Published, Preflight, Provisioned, ROAs, Associated, Advertised, Seen}
}

// A Look is what was found when a step was last looked at.
type Look struct {
	Verdict string    `json:"verdict"` // pass, warn, fail or unknown
	At      time.Time `json:"at"`
	Summary string    `json:"summary,omitempty"`
}

// Name names the proof in a sentence.
func (p *Proof) Name() string {
	if p.Account == "" {
		return p.Resource.Name()
	}
	return p.Resource.Name() + " for account " + p.Account
}

// Ranges returns the ranges that are announced: of a range that has none named,
// itself.
func (p *Proof) Ranges() []netip.Prefix {
	if prefix, isRange := p.Resource.CIDR(); isRange && len(p.Announce) == 0 {
		return []netip.Prefix{prefix}
	}
	return p.Announce
}

// Origin is the AS number that announces the ranges: the own one, or Amazon's.
func (p *Proof) Origin() resource.ASN {
	if own, isASN := p.Resource.ASN(); isASN {
		return own
	}
	return provision.Origins(p.Service, p.InGovCloud())[0]
}

// InGovCloud says whether the Region is one of AWS GovCloud (US).
func (p *Proof) InGovCloud() bool { return strings.HasPrefix(p.Region, "us-gov-") }

// SetKey takes a key's file and fingerprint. With another key, what was made with
// the one before goes.
func (p *Proof) SetKey(file, fingerprint string) {
	if p.PublicKey != fingerprint {
		p.Certificate, p.CertificateSHA256, p.Signature = "", "", nil
		p.forget(Key, Certificate, Signature, Published, Preflight)
	}
	p.Key, p.PublicKey = file, fingerprint
}

// ShareKey takes the key and the certificate of another proof.
func (p *Proof) ShareKey(other *Proof) {
	p.Key, p.PublicKey, p.Certificate, p.CertificateSHA256 = other.Key, other.PublicKey, other.Certificate, other.CertificateSHA256
	for _, step := range []Step{Key, Certificate} {
		if look, found := other.Looks[step]; found {
			p.SetLook(step, look)
		}
	}
}

// SetCertificate takes a certificate's file, its fingerprint, and its key's. What
// was found with another certificate goes, and a signature of another key.
func (p *Proof) SetCertificate(file, fingerprint, key string) {
	if p.CertificateSHA256 != fingerprint {
		p.forget(Certificate, Published, Preflight)
	}
	if p.PublicKey != "" && p.PublicKey != key {
		p.Signature = nil
		p.forget(Key, Signature)
	}
	p.Certificate, p.CertificateSHA256, p.PublicKey = file, fingerprint, key
}

func (p *Proof) forget(steps ...Step) {
	for _, step := range steps {
		delete(p.Looks, step)
	}
}

// SetMessage takes a message as the newest. A signature of another one goes, and
// so does what was found with it.
func (p *Proof) SetMessage(m message.Message) {
	if p.Message == m {
		return
	}
	p.Message, p.Signature = m, nil
	p.forget(Message, Signature, Preflight)
}

// SetSignature takes the signature of the message. What was found with another one
// goes.
func (p *Proof) SetSignature(s sign.Signature) {
	if bytes.Equal(p.Signature, s) {
		return
	}
	p.Signature = s
	p.forget(Signature, Preflight)
}

// SetLook notes what was found at a step.
func (p *Proof) SetLook(s Step, l Look) {
	if p.Looks == nil {
		p.Looks = map[Step]Look{}
	}
	l.At = l.At.UTC().Truncate(time.Second)
	p.Looks[s] = l
}

// The members of a proof in the file, in the order in which they are written.
type proofJSON struct {
	Account           string            `json:"account,omitempty"`
	ASN               string            `json:"asn,omitempty"`
	CIDR              string            `json:"cidr,omitempty"`
	Registry          string            `json:"registry,omitempty"`
	Service           provision.Service `json:"service,omitempty"`
	Region            string            `json:"region,omitempty"`
	IPAM              string            `json:"ipam,omitempty"`
	Pool              string            `json:"pool,omitempty"`
	Announce          []netip.Prefix    `json:"announce,omitempty"`
	Key               string            `json:"key,omitempty"`
	Certificate       string            `json:"certificate,omitempty"`
	PublicKey         string            `json:"publicKey,omitempty"`
	CertificateSHA256 string            `json:"certificateSHA256,omitempty"`
	Message           string            `json:"message,omitempty"`
	Signature         string            `json:"signature,omitempty"`
	Looks             map[Step]Look     `json:"looks,omitempty"`
}

// MarshalJSON writes the proof as it stands in the file. Its error is that of
// [File.Marshal].
func (p Proof) MarshalJSON() ([]byte, error) {
	if _, err := (&File{[]*Proof{&p}}).Marshal(); err != nil {
		return nil, err
	}
	return json.Marshal(p.members())
}

// UnmarshalJSON reads what stands in the file for a proof, as [Parse] does.
func (p *Proof) UnmarshalJSON(data []byte) error {
	f, err := Parse(fmt.Appendf(nil, `{"version":1,"proofs":[%s]}`, data))
	switch {
	case err != nil:
		return err
	case len(f.Proofs) != 1:
		return &problem.Problem{ID: NoProof, What: "is not one proof"}
	}
	*p = *f.Proofs[0]
	return nil
}

// MarshalJSON is [File.Marshal], and UnmarshalJSON is [Parse].
func (f File) MarshalJSON() ([]byte, error) { return f.Marshal() }

// UnmarshalJSON is [Parse].
func (f *File) UnmarshalJSON(data []byte) error {
	read, err := Parse(data)
	if err == nil {
		*f = *read
	}
	return err
}

func (p *Proof) members() proofJSON {
	out := proofJSON{
		Account: p.Account, Registry: string(p.Registry), Service: p.Service, Region: p.Region, IPAM: p.IPAM, Pool: p.Pool,
		Announce: p.Announce, Key: p.Key, Certificate: p.Certificate, PublicKey: p.PublicKey,
		CertificateSHA256: p.CertificateSHA256, Message: p.Message.String(), Looks: p.Looks,
	}
	if len(p.Signature) > 0 {
		out.Signature = p.Signature.String()
	}
	if _, isASN := p.Resource.ASN(); isASN {
		out.ASN = p.Resource.String()
	} else {
		out.CIDR = p.Resource.String()
	}
	return out
}

// Marshal writes the file: indented by two blanks a level, with a newline at the
// end. What it writes, [Parse] reads; its error is what Parse would say of it,
// such as a secret in the place of a file's name.
func (f *File) Marshal() ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	proofs := []proofJSON{}
	for _, p := range f.Proofs {
		proofs = append(proofs, p.members())
	}
	err := encoder.Encode(struct {
		Version int         `json:"version"`
		Proofs  []proofJSON `json:"proofs"`
	}{1, proofs})
	if err != nil {
		return nil, err
	}
	data := problem.EscapeJSON(out.Bytes())
	if _, err := Parse(data); err != nil {
		return nil, err
	}
	return data, nil
}

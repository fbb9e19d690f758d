package status

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	"github.com/byoasn/byoasn/awsstate"
	"github.com/byoasn/byoasn/message"
	"github.com/byoasn/byoasn/preflight"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/proof"
	"github.com/byoasn/byoasn/provision"
	"github.com/byoasn/byoasn/resource"
)

// week is what provisioning may take ("Bring your ASN to IPAM", Amazon VPC IPAM User
// Guide).
const week = 7 * 24 * time.Hour

// before are the steps that make the proof. They count until AWS has provisioned.
func (w *walk) before() {
	for _, line := range []struct {
		step proof.Step
		Line
	}{
		{proof.Key, w.key()}, {proof.Certificate, w.certificate()}, {proof.Message, w.message()}, {proof.Signature, w.signature()},
		{proof.Published, w.published()}, {proof.Preflight, w.preflight()},
	} {
		line.Needed = !w.is(proof.Provisioned)
		w.add(line.step, netip.Prefix{}, line.Line)
	}
}

func (w *walk) key() Line {
	_, looked := w.Looks[proof.Key]
	switch {
	case looked:
		return Line{}
	case w.Key != "" && (w.cert != nil || w.HasKey != nil && w.HasKey(w.Proof)):
		return Line{Verdict: preflight.Pass, Summary: "in " + w.Key}
	case w.PublicKey != "" || w.cert != nil || len(w.Signature) > 0:
		return Line{Verdict: preflight.Pass, Summary: "made, perhaps on another machine"}
	}
	return Line{Next: w.file(w.own("key", "new"), w.Key, "private-key", func(p *proof.Proof) string { return p.Key })}
}

// file adds to a command the name of the file to write, if another proof of the file
// has the usual one.
func (w *walk) file(c provision.Command, named, usual string, of func(*proof.Proof) string) string {
	for _, other := range w.File.Proofs {
		if named == "" && of(other) == usual+".pem" {
			name := strings.NewReplacer("/", "-", ":", "-").Replace(usual + "-" + w.Account + "-" + w.Resource.Name() + ".pem")
			c = append(c, provision.Arg{Text: "--out"}, provision.Arg{Text: name})
			break
		}
	}
	return c.In(w.Shell)
}

func (w *walk) certificate() Line {
	switch {
	case w.cert == nil && w.is(proof.Certificate) && w.Proof.Certificate == "":
		return Line{Next: w.newCertificate()}
	case w.cert == nil && w.is(proof.Certificate):
		return Line{Verdict: preflight.Warn, Summary: fmt.Sprintf("%s, and %s cannot be read here", w.Looks[proof.Certificate].Summary, w.Proof.Certificate)}
	case w.cert == nil:
		return Line{Next: w.newCertificate()}
	}
	ends := w.cert.NotAfter
	line := Line{Verdict: preflight.Pass, Summary: fmt.Sprintf("valid until %s, %s", ends.UTC().Format(time.DateOnly), w.left(ends))}
	switch {
	case ends.Before(w.Now):
		line.Verdict, line.Fix = preflight.Fail, "make a new one, and publish it in place of the old one"
		line.Next = w.own("cert", "new", "--force").In(w.Shell)
	case ends.Sub(w.Now) < week:
		line.Verdict = preflight.Warn
		line.Summary += ": provisioning may take a week"
	}
	return line
}

func (w *walk) newCertificate() string {
	return w.file(w.own("cert", "new"), w.Proof.Certificate, "certificate", func(p *proof.Proof) string { return p.Certificate })
}

func (w *walk) message() Line {
	compose := w.own("message").In(w.Shell)
	if w.Message == (message.Message{}) {
		return Line{Next: compose}
	}
	ends := w.Message.Expiry().Start()
	line := Line{Verdict: preflight.Pass, Summary: fmt.Sprintf("expires on %s, %s", ends.Format(time.DateOnly), w.left(ends))}
	for _, p := range w.Message.Check(w.Now) {
		switch {
		case p.Minor || p.ID == resource.NotPublic:
			if line.Verdict == preflight.Pass {
				line.Verdict, line.Summary = preflight.Warn, line.Summary+": "+p.What
			}
		case line.Verdict != preflight.Fail:
			line.Verdict, line.Summary, line.Fix, line.Next = preflight.Fail, line.Summary+": "+p.What, "compose it again, and sign it", compose
		}
	}
	return line
}

func (w *walk) signature() Line {
	_, asked := w.Looks[proof.Signature]
	switch {
	case len(w.Signature) == 0 && asked:
		return Line{Next: w.own("accept", "request.json", "response.json").In(w.Shell), Fix: "carry the request to the machine that has the key, and the response back"}
	case len(w.Signature) > 0:
		return Line{Verdict: preflight.Pass, Summary: "made"}
	case w.Key == "" && (w.PublicKey != "" || w.cert != nil):
		return Line{Next: w.own("request", "--out", "request.json").In(w.Shell), Fix: "the key is on another machine: carry the request there, and accept the response here"}
	}
	return Line{Next: w.own("sign").In(w.Shell)}
}

func (w *walk) published() Line {
	look, found := w.Looks[proof.Published]
	if rule := w.Registry.Rule(); w.Registry != "" && !rule.Supported {
		return Line{Verdict: preflight.Fail, Summary: "it is at " + rule.Name + ", whose record AWS does not read",
			Fix: "for a range in an IPAM pool there are two other proofs: " + w.Program + " aws -h; an AS number has none"}
	}
	switch {
	case w.is(proof.Provisioned) && w.is(proof.Published):
		return Line{Verdict: preflight.Pass, Summary: "needed no more: " + w.own("cert", "unpublish").In(w.Shell) + " says how it is taken out again"}
	case !found:
		return Line{Next: w.own("cert", "publish").In(w.Shell)}
	case look.Verdict == string(preflight.Fail):
		return Line{Fix: w.own("cert", "publish").In(w.Shell) + " prints what to publish, and where", Next: w.own("check").In(w.Shell)}
	}
	return Line{Next: w.own("check").In(w.Shell)}
}

func (w *walk) preflight() Line { return Line{Next: w.own("preflight").In(w.Shell)} }

// asked is the step that AWS takes itself.
func (w *walk) asked() {
	line := Line{Needed: true, Next: w.aws(w.describe())}
	look, found := w.Looks[proof.Provisioned]
	switch {
	case !found:
		line.Next = w.provision()
		if err := w.request().Check(); err != nil && line.Next == "" {
			line.Fix = err.Error()
		}
	case look.Verdict == string(preflight.Fail):
		line.Fix, line.Next = w.afterFailure(look, proof.Preflight, w.own("preflight").In(w.Shell), w.provision())
	}
	w.add(proof.Provisioned, netip.Prefix{}, line)
}

// afterFailure is what to do about a failure of AWS's: to look, and, once a look that
// is newer than the failure finds nothing wrong, to ask again.
func (w *walk) afterFailure(failure proof.Look, remedy proof.Step, look, again string) (fix, next string) {
	explained, found := awsstate.Explain(failure.Summary)
	if found {
		fix = explained.Means + ": " + explained.Fix + " (see " + names(explained.Checks) + ")"
	} else {
		fix = "AWS does not document this reason: look at all that can be wrong, and ask again"
	}
	if seen := w.Looks[remedy]; w.is(remedy) && seen.At.After(failure.At) {
		return fix, again
	}
	return fix, look
}

// names lists checks of the pre-flight.
func names(checks []problem.ID) string {
	texts := make([]string, len(checks))
	for i, id := range checks {
		texts[i] = string(id)
	}
	return strings.Join(texts, ", ")
}

// request is the proof as package provision has it.
func (w *walk) request() provision.Request {
	r := provision.Request{Message: w.Message, Signature: w.Signature, Service: w.Service, IPAM: w.IPAM, Pool: w.Pool, Region: w.Region, Variables: true}
	r.ASN, _ = w.Resource.ASN()
	r.CIDR, _ = w.Resource.CIDR()
	switch w.Service { // what the service has no use for is the file's own business
	case "", provision.IPAM:
		if r.ASN == 0 {
			r.IPAM = ""
		}
	case provision.EC2:
		r.IPAM, r.Pool = "", ""
	case provision.GlobalAccelerator:
		r.IPAM, r.Pool, r.Region = "", "", ""
	}
	return r
}

// provision is the call that takes the proof, or what it lacks.
func (w *walk) provision() string {
	_, isASN := w.Resource.ASN()
	if w.IPAM == "" && isASN {
		return w.aws(w.request().Operation(provision.DescribeIPAMs))
	}
	if w.Pool == "" && !isASN && (w.Service == "" || w.Service == provision.IPAM) {
		return w.aws(w.request().Operation(provision.DescribePools))
	}
	c, err := w.request().Command()
	if err != nil {
		return ""
	}
	return w.aws(c)
}

// describe is the call that says how far AWS is.
func (w *walk) describe() provision.Command {
	_, isASN := w.Resource.ASN()
	switch {
	case isASN:
		return w.request().Operation(provision.DescribeASN)
	case w.Service == "" || w.Service == provision.IPAM:
		return w.request().Operation(provision.PoolRanges)
	}
	return w.request().Operation(provision.DescribeRanges)
}

// after are the steps of each range.
func (w *walk) after() {
	own, isASN := w.Resource.ASN()
	if isASN && len(w.Ranges()) == 0 {
		c := append(w.own("new", "--asn", own.String(), "--account", w.Account), provision.Arg{Text: "--announce"}, provision.Arg{Variable: "CIDR"})
		w.add(proof.ROAs, netip.Prefix{}, Line{Needed: true, Verdict: preflight.Unknown, Summary: "no range is named that is to be announced", Next: c.In(w.Shell)})
		return
	}
	for _, r := range w.Ranges() {
		w.add(proof.ROAs, r, Line{Needed: true, Next: w.roas(r).In(w.Shell)})
		if isASN {
			w.add(proof.Associated, r, w.associated(r))
		}
		w.add(proof.Advertised, r, w.advertised(r))
		w.add(proof.Seen, r, Line{Needed: true, Next: w.own("seen", "--cidr", r.String(), "--wait", "30m").In(w.Shell)})
	}
}

func (w *walk) roas(r netip.Prefix) provision.Command {
	return w.own("roas", "--cidr", r.String())
}

// of is the request with a range.
func (w *walk) of(r netip.Prefix) provision.Request {
	request := w.request()
	request.CIDR = r
	return request
}

func (w *walk) associated(r netip.Prefix) Line {
	step := proof.Associated.Of(r)
	look, found := w.Looks[step]
	ask := w.aws(w.of(r).Operation(provision.Associate))
	line := Line{Needed: true, Next: w.aws(w.of(r).Operation(provision.DescribeRanges))}
	switch {
	case !found:
		line.Next = ask
		if other := w.proofOf(r); other != nil && !good(preflight.Verdict(other.Looks[proof.Provisioned].Verdict)) {
			line.Verdict, line.Summary, line.Next = preflight.Unknown, "waits until "+other.Resource.Name()+" is provisioned", ""
		}
	case look.Verdict == string(preflight.Fail):
		line.Fix, line.Next = w.afterFailure(look, proof.ROAs.Of(r), w.roas(r).In(w.Shell), ask)
	}
	return line
}

// proofOf is the proof of the file that a range is a part of.
func (w *walk) proofOf(r netip.Prefix) *proof.Proof {
	for _, other := range w.File.Proofs {
		if prefix, isRange := other.Resource.CIDR(); isRange && prefix.Overlaps(r) && other.Account == w.Account {
			return other
		}
	}
	return nil
}

func (w *walk) advertised(r netip.Prefix) Line {
	look, found := w.Looks[proof.Advertised.Of(r)]
	line := Line{Needed: true, Next: w.aws(w.of(r).Operation(provision.DescribeRanges))}
	if !found || look.Verdict == string(preflight.Fail) {
		line.Next = w.aws(w.of(r).Operation(provision.Advertise))
	}
	return line
}

// left says how many days are left.
func (w *walk) left(t time.Time) string {
	days := int(t.Sub(w.Now).Hours() / 24)
	switch {
	case t.Before(w.Now) && days == 0:
		return "over since today"
	case t.Before(w.Now):
		return fmt.Sprintf("%d days ago", -days)
	case days == 0:
		return "less than a day left"
	case days == 1:
		return "1 day left"
	}
	return fmt.Sprintf("%d days left", days)
}

// expires are the days on which something ends.
func (w *walk) expires() []Expiry {
	var all []Expiry
	add := func(what string, at time.Time) {
		all = append(all, Expiry{what, at.UTC(), int(at.Sub(w.Now).Hours() / 24), !w.is(proof.Provisioned)})
	}
	if w.Message != (message.Message{}) {
		add("message", w.Message.Expiry().Start())
	}
	if w.cert != nil {
		add("certificate", w.cert.NotAfter)
	}
	if len(all) == 2 && all[1].At.Before(all[0].At) {
		all[0], all[1] = all[1], all[0]
	}
	return all
}

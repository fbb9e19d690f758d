package provision

import (
	"fmt"
	"strings"
)

// origins lists the ASNs that need a ROA for the range.
func (p plan) origins() []string {
	var list []string
	for _, n := range Origins(p.Service, p.inGovCloud()) {
		list = append(list, n.String())
	}
	if p.ASN != 0 {
		list = append(list, p.ASN.String())
	}
	return list
}

func (p plan) inGovCloud() bool {
	return strings.HasPrefix(p.Region, "us-gov-") || strings.HasPrefix(p.Locale, "us-gov-")
}

func (p plan) stepPreflight() Step {
	preflight := run("byoasn", "preflight").withText("--message", p.Message.String()).withText("--signature", p.Signature.String())
	switch {
	case p.forASN && p.CIDR.IsValid():
		preflight = p.withCIDR(preflight)
	case !p.forASN && p.Service != IPAM:
		preflight = preflight.withText("--service", string(p.Service))
	case !p.forASN && p.ASN != 0:
		preflight = p.withASN(preflight)
	}
	if p.inGovCloud() {
		preflight = append(preflight, Arg{Text: "--govcloud"})
	}
	return Step{
		Phase: Bring, Title: "Check everything again, on the day",
		Text: "The registry's record, the ROAs and the days that are left change between signing and asking. " +
			"AWS may take a week to say no; this takes seconds.",
		Commands: []Command{preflight},
	}
}

func (p plan) stepROAs() Step {
	step := Step{
		Phase: Bring, Title: "See that the ROAs are there",
		Text: fmt.Sprintf("%s needs a ROA for %s, with a maxLength that covers it. data.status has to be valid; "+
			"unknown is no ROA at all, invalid_asn one for others only, invalid_length a maxLength that is too short. "+
			"The first ROA for a range makes every other origin that announces it now invalid: the one for the present origin comes first. "+
			"The first command lists what is there and what to create, in order.", p.theRange(), asList(p.origins())),
		Commands: []Command{p.roas()},
		Notes: []Note{
			{"A new ROA can take 24 hours to be seen.", prerequisites},
			{"A ROA for AS0 makes the range unusable.", prerequisites},
			{"Make no manual changes for it in RADb or any other IRR: one that includes the ASN that brings the range makes provisioning fail.", onboard},
		},
	}
	for _, origin := range p.origins() {
		prefix := p.cidr()
		prefix.Text = "prefix=" + prefix.Text
		step.Commands = append(step.Commands, append(
			run("curl", "--get", "https://stat.ripe.net/data/rpki-validation/data.json").withText("--data", "resource="+origin),
			Arg{Text: "--data"}, prefix))
	}
	if p.Service == IPAM && !p.inGovCloud() {
		step.Notes = append(step.Notes, Note{fmt.Sprintf("In AWS GovCloud (US) it is AS%s in place of AS%s and AS%s.", amazonGovCloud, amazon, amazonSecond), prerequisites})
	}
	if p.Service == IPAM {
		step.Notes = append(step.Notes, Note{"For IPAM, AWS asks for a maxLength of /24 (IPv4) or /48 (IPv6).", verifyControl})
	}
	return step
}

// roas is the command that plans the ROAs.
func (p plan) roas() Command {
	c := p.withCIDR(run("byoasn", "roas"))
	if p.ASN != 0 {
		c = p.withASN(c)
	}
	if p.Service != IPAM {
		c = c.withText("--service", string(p.Service))
	}
	if p.inGovCloud() {
		c = append(c, Arg{Text: "--govcloud"})
	}
	return c
}

func (p plan) stepProvision() Step {
	step := Step{Phase: Bring, Title: "Ask AWS to provision " + p.it(), Commands: []Command{p.provision()}}
	switch {
	case p.forASN:
		step.Text = "AWS answers at once, and looks at the proof afterwards."
		step.Notes = []Note{
			{"An IPAM takes 5 ASNs, unless the quota was raised.", tutorialASN},
			{"With --dry-run added, the call only tells whether you may make it; DryRunOperation is a yes.", apiProvision},
		}
	case p.Method == DNSToken:
		step.Text = "The token is needed once, at the pool where the range enters IPAM. AWS answers at once, and looks at the records afterwards."
	case p.Method == DelegatedRPKI:
		step.Text = "The message is this literal text, and the signature is empty: right for a range under an association, and nowhere else."
	case p.Service == IPAM:
		step.Text = "The proof is needed once, at the pool where the range enters IPAM. AWS answers at once, and looks at it afterwards."
	case p.Service == EC2:
		step.Text = "AWS answers at once, and looks at the proof afterwards."
		step.Notes = []Note{{"An account can bring five ranges to a Region, unless AWS raised the quota.", byoip}}
		if !p.public {
			step.Notes = append(step.Notes, Note{"The range will not be advertised, and that cannot be changed later. It needs no ROA.", onboard})
		}
	default:
		step.Text = "AWS answers at once, and looks at the proof afterwards."
		step.Notes = []Note{{"An account can bring two ranges, and they have to be /24.", acceleratorNeeds}}
	}
	return step
}

// describe is the call that shows the range's state where it is advertised.
func (p plan) describe() Command {
	if p.Service == GlobalAccelerator {
		return p.byoip("list-byoip-cidrs")
	}
	return p.ec2("describe-byoip-cidrs").withText("--max-results", "10")
}

func (p plan) stepProvisioned() Step {
	step := Step{Phase: Bring, Title: "Wait until it is provisioned", Wait: &Wait{
		Of: p.it(), Until: "provisioned", While: []string{"pending-provision"}, Failed: []string{"failed-provision"},
		Takes: "two hours in most cases, and up to a week"}}
	w := step.Wait
	switch {
	case p.forASN:
		step.Commands = []Command{p.home(p.ec2("describe-ipam-byoasn"))}
		w.Takes, w.Source = "a few minutes if all is well, and up to a week", tutorialASN
		w.Failing = "StatusMessage says why. Look at the certificate first: whether the record of the ASN itself has it, in the right field, " +
			"and whether it is that of the key that signed. Run the first step again for the whole list."
		step.Notes = []Note{{"An ASN in the state failed-provision vanishes after 7 days; write StatusMessage down.", tutorialASN}}
		p.pollASN(w)
	case p.Service == IPAM:
		step.Commands = []Command{p.home(p.ec2("get-ipam-pool-cidrs").with("--ipam-pool-id", p.pool()))}
		w.Source, w.Failing = tutorialRange, "FailureReason says why. Run the first step again, fix what it finds, and ask again."
		p.pollPool(w, p.pool())
	case p.Service == EC2:
		step.Commands = []Command{p.home(p.describe())}
		w.Source, w.Failing = onboard, "StatusMessage says why. Run the first step again, fix what it finds, and ask again."
		if !p.public {
			w.Until, w.Takes = "provisioned-not-publicly-advertisable", "a few minutes"
		}
		p.pollRange(w, p.home)
	default:
		step.Commands = []Command{p.home(p.describe())}
		w.Until, w.While, w.Failed = "READY", []string{"PENDING_PROVISIONING"}, []string{"FAILED_PROVISION"}
		w.Takes, w.Source = "up to three weeks", acceleratorProvision
		w.Failing = "Events say why. Run the first step again, fix what it finds, and ask again."
		p.pollRange(w, p.home)
	}
	return step
}

// stepAfterwards takes away what AWS needs no more.
func (p plan) stepAfterwards() Step {
	switch p.Method {
	case DNSToken:
		return p.stepRecordsAway()
	case DelegatedRPKI:
		return p.stepKeepAssociation()
	}
	return p.stepCertificate()
}

func (p plan) stepCertificate() Step {
	return Step{
		Phase: Bring, Title: "Take the certificate out of the registry's record",
		When:     "if you do not want to leave it there",
		Text:     "AWS needs it while it provisions, and not afterwards.",
		Commands: []Command{p.unpublish()},
		Notes:    []Note{{"Leave it there until the step before is done.", byoip}},
	}
}

// unpublish is the command that says how to take the certificate out.
func (p plan) unpublish() Command {
	c := run("byoasn", "cert", "unpublish", "certificate.pem")
	if p.forASN {
		return p.withASN(c)
	}
	return p.withCIDR(c)
}

// it names what is brought.
func (p plan) it() string {
	if p.forASN {
		return "AS" + p.ASN.String()
	}
	return p.CIDR.String()
}

// theRange names the range at the beginning of a sentence.
func (p plan) theRange() string {
	if p.CIDR.IsValid() {
		return p.CIDR.String()
	}
	return "The range"
}

// asList writes ASNs as a sentence has them: AS1, or each of AS1, AS2 and AS3.
func asList(numbers []string) string {
	last := len(numbers) - 1
	if last == 0 {
		return "AS" + numbers[0]
	}
	return "each of AS" + strings.Join(numbers[:last], ", AS") + " and AS" + numbers[last]
}

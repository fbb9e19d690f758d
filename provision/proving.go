package provision

import (
	"fmt"
	"strings"
)

// proving lists the steps before AWS is asked to provision.
func (p plan) proving() []Step {
	switch p.Method {
	case DNSToken:
		return p.withROAs(p.stepToken(), p.stepRecords())
	case DelegatedRPKI:
		return []Step{p.stepAssociateRegistry(), p.stepChildRequest(), p.stepEnable(), p.stepCovered()}
	}
	return p.withROAs(p.stepPreflight())
}

// withROAs adds the step about ROAs, if the range is to be announced.
func (p plan) withROAs(steps ...Step) []Step {
	if p.public {
		steps = append(steps, p.stepROAs())
	}
	return steps
}

// aboutMethod says what holds for all of a runbook without a message.
func (p plan) aboutMethod() string {
	if p.Method == DNSToken {
		return "The proof is a TXT record in the reverse zone of the range, which works at every registry: there is no message, no certificate and nothing in the registry's record. " +
			"It proves the range alone; an ASN has no such proof. " + aboutIPAM
	}
	return "The proof is that AWS runs the RPKI certification authority of your organization at its registry (delegated RPKI, with IPAM's Advanced Tier): " +
		"there is no certificate, and no message but the literal one below. It is for ARIN, RIPE NCC, APNIC and LACNIC. " +
		"It proves ranges alone; an ASN has no such proof. " + aboutIPAM
}

// methodVariables explains the shell variables of the other methods.
func (p plan) methodVariables() []Variable {
	tokens := p.home(p.ec2("describe-ipam-external-resource-verification-tokens"))
	associations := p.home(p.ec2("describe-ipam-internet-registry-associations"))
	return []Variable{
		{variableTokenID, "the IpamExternalResourceVerificationTokenId of the token that the first step makes", tokens},
		{variableTokenName, "its TokenName", tokens},
		{variableTokenValue, "its TokenValue", tokens},
		{variableRegistry, "the registry of the range: arin, ripe, apnic or lacnic", run("byoasn", "check").with("--cidr", p.cidr())},
		{variableOrganization, "the handle of your organization there", run("byoasn", "check").with("--cidr", p.cidr())},
		{variableAssociation, "the IpamInternetRegistryAssociationId of the association that the first step makes", associations},
	}
}

func (p plan) stepToken() Step {
	step := Step{
		Phase: Bring, Title: "Make a token",
		Text: "Of its answer IpamExternalResourceVerificationTokenId, TokenName and TokenValue are needed below.",
		Notes: []Note{
			{"A token is valid for 72 hours, and serves any number of ranges in that time.", verifyControl},
			{"There can be 100 tokens; expired ones can be deleted.", verifyControl},
		},
	}
	if p.Token.ID != "" {
		step.Title, step.Text = "See that the token is still valid", "Its Status has to be valid."
		step.Commands = []Command{p.home(p.ec2("describe-ipam-external-resource-verification-tokens").
			withText("--ipam-external-resource-verification-token-ids", p.Token.ID))}
		return step
	}
	step.Commands = []Command{p.home(p.ec2("create-ipam-external-resource-verification-token").with("--ipam-id", p.ipam()))}
	return step
}

// mostChecks is for how many records there is a command each.
const mostChecks = 4

func (p plan) stepRecords() Step {
	names := ReverseNames(p.CIDR)
	step := Step{
		Phase: Bring, Title: "Put the token into the reverse zone",
		Text: fmt.Sprintf("%s has one name there, so one TXT record has to be there.", p.CIDR),
		Notes: []Note{
			{"The record's name begins with the TokenName, and its text is the TokenValue.", verifyControl},
			{"The reverse zone has to be delegated by the registry to the servers that have the record; it may also be that of a block that holds the range.", verifyControl},
		},
	}
	if len(names) > 1 {
		step.Text = fmt.Sprintf("%s ends within an octet or nibble of its addresses, so it has %d names there; every one of these TXT records has to be there.", p.CIDR, len(names))
	}
	label, value := valueOr(p.Token.Name, variableTokenName), valueOr(p.Token.Value, variableTokenValue)
	for i, name := range names {
		step.Records = append(step.Records, fmt.Sprintf(`%s.%s. IN TXT "%s"`, label.inZone(), name, value.inZone()))
		if i < mostChecks {
			step.Commands = append(step.Commands, append(run("dig", "+short", "TXT"), label.before("."+name+".")))
		}
	}
	if len(names) > mostChecks {
		step.Text += " The commands look at the first ones; look at the others, too."
	}
	return step
}

// inZone shows an argument within a DNS record: its text, or the variable's name
// behind a $.
func (a Arg) inZone() string {
	if a.Variable != "" {
		return a.Text + "$" + a.Variable + a.After
	}
	return a.Text
}

// before adds text behind an argument.
func (a Arg) before(text string) Arg {
	if a.Variable == "" {
		a.Text += text
	} else {
		a.After += text
	}
	return a
}

func (p plan) stepRecordsAway() Step {
	return Step{
		Phase: Bring, Title: "Take the TXT records out of the reverse zone", When: "if you do not want to leave them there",
		Text: "AWS needs them while it provisions, and not afterwards.",
	}
}

// associationState is the call that shows the association's state.
func (p plan) associationState() Command {
	return p.home(p.ec2("describe-ipam-internet-registry-associations").
		with("--ipam-internet-registry-association-ids", valueOr(p.Association.ID, variableAssociation)))
}

// association adds the association's ID to a call, and ends it.
func (p plan) association(operation string) Command {
	return p.ec2(operation).with("--ipam-internet-registry-association-id", valueOr(p.Association.ID, variableAssociation))
}

func (p plan) stepAssociateRegistry() Step {
	step := Step{
		Phase: Bring, Title: "Associate your organization at the registry with the IPAM",
		Text: "This is done once for all ranges of the organization, and not for each.",
		Wait: p.pollRegistry(&Wait{Of: "the association", Until: "pending-enable", While: []string{"create-in-progress"}, Failed: []string{"create-failed"}, Source: delegated}),
		Notes: []Note{
			{"The IPAM has to be in the Advanced Tier.", delegated},
			{"The tutorial names the option --org-handle; the AWS CLI has --organization-handle.", delegated},
		},
	}
	if p.Association.ID == "" {
		step.Commands = append(step.Commands, p.home(p.ec2("create-ipam-internet-registry-association").with("--ipam-id", p.ipam()).
			with("--rir", valueOr(p.Association.Registry, variableRegistry)).
			with("--organization-handle", valueOr(p.Association.Organization, variableOrganization))))
	} else {
		step.Title = "See how far the association is"
	}
	step.Commands = append(step.Commands, p.associationState())
	return step
}

func (p plan) stepChildRequest() Step {
	return Step{
		Phase: Bring, Title: "Give the registry AWS's request, and take its answer",
		Text: "The ChildRequestXml of the association (RFC 8183) goes into the registry's portal, where RPKI is delegated. " +
			"What comes back is an XML document <parent_response>: keep it in a file. " +
			"It hands the RPKI of all the organization's resources to AWS, so look through the ROAs that AWS has staged before.",
		Commands: []Command{p.home(p.association("get-ipam-route-origin-authorizations"))},
		Notes: []Note{
			{"AWS stages the ROAs by what is in the public RPKI now; they become active with the next step.", delegated},
		},
	}
}

func (p plan) stepEnable() Step {
	step := Step{
		Phase: Bring, Title: "Enable the association",
		Wait: p.pollRegistry(&Wait{Of: "the association", Until: "enable-complete", While: []string{"enable-in-progress"}, Failed: []string{"enable-failed"}, Source: delegated}),
	}
	parent := p.Association.Parent
	if parent == nil {
		step.Text = "The call takes five values of the registry's answer; byoasn reads them from its file and prints the call in full. Then:"
		step.Commands = []Command{
			p.withCIDR(run("byoasn", "aws").withText("--proof-method", string(DelegatedRPKI))).
				withText("--parent-response", "parent-response.xml").with("--association-id", valueOr(p.Association.ID, variableAssociation)).
				with("--pool-id", p.pool()),
			p.associationState(),
		}
		return step
	}
	step.Text = "The five values are those of the registry's answer."
	step.Commands = []Command{
		p.home(p.association("enable-ipam-internet-registry-association").
			withText("--rpki-version", parent.Version).withText("--service-uri", parent.ServiceURI).
			withText("--child-handle", parent.ChildHandle).withText("--parent-handle", parent.ParentHandle).
			withText("--parent-bpki-ta", strings.TrimSuffix(parent.TrustAnchorPEM(), "\n"))),
		p.associationState(),
	}
	return step
}

func (p plan) stepCovered() Step {
	return Step{
		Phase: Bring, Title: "See that the range is under the association",
		Text: "One of the Cidrs has to be " + p.CIDR.String() + " or hold it. Only then does AWS take, in place of a proof, the literal " +
			covered + ".",
		Commands: []Command{p.home(p.association("get-ipam-internet-registry-association-cidrs"))},
		Notes:    []Note{{"There is no ROA to create: AWS makes strict ones for the locale and the ASN of the pool, and renews them.", delegated}},
	}
}

func (p plan) stepKeepAssociation() Step {
	return Step{
		Phase: Bring, Title: "Leave the association as it is",
		Text:  "Without it the ROAs are gone.",
		Notes: []Note{{"Deleting the association removes all ROAs that AWS manages for it: have others first.", delegated}},
	}
}

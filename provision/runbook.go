package provision

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Phase is a part of a runbook. Its values are stable.
type Phase string

// The phases, in their order.
const (
	Bring  Phase = "bring"  // from the proof to the advertised range
	Return Phase = "return" // back to Amazon's ASN
	Leave  Phase = "leave"  // taking everything away again
)

// A Runbook is the whole life of a resource at AWS in order, from the request
// to the clean-up, in the values of one [Request].
type Runbook struct {
	Title     string
	About     string     // what has to be known before the first step
	Variables []Variable // to be set before the first command that names them
	Steps     []Step
	Shell     Shell // that Text and Markdown write commands for
}

// A Variable is a shell variable that stands for a value the request does not
// have.
type Variable struct {
	Name  string
	What  string  // what it stands for
	Lists Command // the call that lists what there is to choose from
}

// A Step is one thing to do.
type Step struct {
	Phase    Phase
	Title    string
	When     string   // the condition; empty for a step that is always taken
	Text     string   // what it does, and why
	Records  []string // DNS records, in the form of a zone file; a $ begins a variable
	Commands []Command
	Wait     *Wait // what to wait for, by repeating the last command; nil for nothing
	Notes    []Note
}

// A Wait is a state to wait for.
type Wait struct {
	Of      string   // whose state it is
	Until   string   // the state to wait for
	While   []string // states on the way there
	Failed  []string // states that end the waiting
	Takes   string   // how long it takes; empty if AWS does not say
	Failing string   // what to do about a failure; may be empty
	Source  Source   // where the states and the time are from

	// Poll prints the state alone; nil if there is no such call. [Wait.Loop] repeats
	// it.
	Poll  Command
	Every time.Duration // how long to wait between two looks
	Limit time.Duration // when to end the waiting; it can be begun again
	Gone  bool          // what is not there any more is in the state that is waited for
}

// A Note is a limit or a warning, and where it is from.
type Note struct {
	Text   string
	Source Source
}

// Runbook returns the runbook of the request. What the request leaves open,
// such as the range for an ASN, is a shell variable in it, which its Variables
// explain. The error is that of [Request.Check].
func (r Request) Runbook() (Runbook, error) {
	p, err := r.plan()
	if err != nil {
		return Runbook{}, err
	}
	steps := p.steps()
	title := fmt.Sprintf("Bring %s to AWS", p.it())
	if p.signed() {
		title += " account " + p.Message.Account()
	}
	return Runbook{
		Title:     title,
		About:     p.about(),
		Variables: p.variables(steps),
		Steps:     steps,
		Shell:     p.Shell,
	}, nil
}

// about says what holds for all of the runbook.
func (p plan) about() string {
	if !p.signed() {
		return p.aboutMethod()
	}
	d := p.Message.Expiry()
	text := fmt.Sprintf("The message expires on %04d-%02d-%02d; in which time zone, and whether that day still counts, AWS does not document.",
		d.Year, int(d.Month), d.Day)
	switch {
	case p.Service == GlobalAccelerator:
		return text + " Every call goes to " + acceleratorRegion + ", whichever Regions the accelerators serve."
	case p.Service == EC2:
		return text + " Every call goes to the Region that has the range."
	}
	return text + " " + aboutIPAM
}

const aboutIPAM = "Run everything as the IPAM's administrator. Calls about the IPAM and its pools go to the IPAM's home Region, " +
	"calls that advertise the range to the Region (locale) of the pool that has it."

// variables explains the shell variables that the steps name.
func (p plan) variables(steps []Step) []Variable {
	known := slices.Concat(p.methodVariables(), []Variable{
		{variableIPAM, "the ID of your IPAM", p.home(p.ec2("describe-ipams"))},
		{variablePool, "the ID of the IPAM pool that the range enters at", p.home(p.ec2("describe-ipam-pools"))},
		{variableRegionalPool, "the ID of the Regional pool, within that pool, that is to have the range", p.home(p.ec2("describe-ipam-pools"))},
		{variableCIDR, "the range to advertise, exactly as it was provisioned", p.local(p.describe())},
		{variableLocale, "the Region that advertises the range: the locale of the pool that has it", p.home(p.ec2("describe-ipam-pools"))},
	}, p.watchVariables())
	var named []string
	for _, step := range steps {
		for _, c := range step.Commands {
			named = append(named, c.Variables()...)
		}
		if step.Wait != nil {
			named = append(named, step.Wait.Poll.Variables()...)
		}
		for _, v := range known {
			if strings.Contains(strings.Join(step.Records, "\n"), "$"+v.Name) {
				named = append(named, v.Name)
			}
		}
	}
	return slices.DeleteFunc(known, func(v Variable) bool { return !slices.Contains(named, v.Name) })
}

// steps lists the steps in their order.
func (p plan) steps() []Step {
	steps := p.proving()
	steps = append(steps, p.stepProvision(), p.stepProvisioned(), p.stepAfterwards())
	if p.Service == IPAM && !p.forASN {
		steps = append(steps, p.stepRegionalPool())
	}
	if p.ASN != 0 {
		steps = append(steps, p.stepAssociate())
	}
	if p.public {
		steps = append(steps, p.stepAdvertise())
		steps = append(steps, p.watching()...)
	}
	if p.ASN != 0 {
		steps = append(steps, p.stepBack())
	}
	return append(steps, p.leaving()...)
}

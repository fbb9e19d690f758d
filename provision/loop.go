package provision

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// The end of a waiting that AWS names none for, and of one that may take days.
const (
	usualLimit, usualEvery = 30 * time.Minute, 15 * time.Second
	longLimit, longEvery   = 3 * time.Hour, time.Minute
)

// gone is what the AWS CLI prints of a state of what is not there any more.
const gone = "None"

// Loop is a script of a shell that waits: it prints each state, and ends with 0
// when it is the one to wait for, with 1 at a state that ends the waiting, with 2
// when the call fails, and with 3 when Limit is up. PowerShell's throws instead. It is
// empty if there is no Poll.
func (w Wait) Loop(shell Shell) string {
	switch {
	case w.Poll == nil:
		return ""
	case shell == PowerShell:
		return w.powerShell()
	}
	return w.posix()
}

func (w Wait) tries() int { return max(1, int(w.Limit/max(w.Every, time.Second))) }

// done are the states that end the waiting well.
func (w Wait) done() []string {
	if w.Gone {
		return []string{w.Until, gone}
	}
	return []string{w.Until}
}

func (w Wait) posix() string {
	var done []string
	for _, state := range w.done() {
		done = append(done, fmt.Sprintf(`[ "$state" = %s ]`, quotePOSIX(state)))
	}
	lines := []string{
		fmt.Sprintf("( tries=%d", w.tries()),
		"  until",
		fmt.Sprintf("    state=$(%s) || exit 2", w.Poll.In(POSIX)),
		`    echo "$state"`,
		"    " + strings.Join(done, " || "),
		"  do",
	}
	if len(w.Failed) > 0 {
		lines = append(lines, fmt.Sprintf("    case $state in %s) exit 1 ;; esac", strings.Join(w.Failed, " | ")))
	}
	return strings.Join(append(lines,
		"    tries=$((tries - 1))",
		`    [ "$tries" -gt 0 ] || exit 3`,
		fmt.Sprintf("    sleep %d", int(w.Every.Seconds())),
		"  done )"), "\n")
}

func (w Wait) powerShell() string {
	lines := []string{
		fmt.Sprintf("$tries = %d", w.tries()),
		"while ($true) {",
		fmt.Sprintf("    $state = %s", w.Poll.In(PowerShell)),
		"    if ($LASTEXITCODE -ne 0) { throw 'the call failed' }",
		"    Write-Output $state",
		fmt.Sprintf("    if ($state -in %s) { break }", psList(w.done())),
	}
	if len(w.Failed) > 0 {
		lines = append(lines, fmt.Sprintf("    if ($state -in %s) { throw $state }", psList(w.Failed)))
	}
	return strings.Join(append(lines,
		"    $tries = $tries - 1",
		"    if ($tries -le 0) { throw 'the time is up' }",
		fmt.Sprintf("    Start-Sleep -Seconds %d", int(w.Every.Seconds())),
		"}"), "\n")
}

func psList(states []string) string {
	var quoted []string
	for _, state := range states {
		quoted = append(quoted, "'"+state+"'")
	}
	return strings.Join(quoted, ", ")
}

// polling makes a waiting one that a loop can do: with a call that prints the state
// alone, and an end.
func (w *Wait) polling(poll Command, query Arg) *Wait {
	w.Poll = append(slices.Clone(poll), Arg{Text: "--query"}, query, Arg{Text: "--output"}, Arg{Text: "text"})
	w.Every, w.Limit = usualEvery, usualLimit
	if w.Takes != "" || strings.HasPrefix(strings.ToLower(w.Until), "deprovisioned") {
		w.Every, w.Limit = longEvery, longLimit
	}
	w.Gone = w.Until == "deprovisioned" || w.Until == "DEPROVISIONED" || w.Until == "disassociated"
	return w
}

// pollASN asks for the state of the ASN.
func (p plan) pollASN(w *Wait) *Wait {
	return w.polling(p.home(p.ec2("describe-ipam-byoasn")), Arg{Text: "Byoasns[?Asn=='" + p.ASN.String() + "'].State | [0]"})
}

// pollRange asks for the state of the range where it is advertised. The call gives
// ten ranges a page; the loop asks for as many as it can.
func (p plan) pollRange(w *Wait, end func(Command) Command) *Wait {
	return w.polling(end(p.byoip(p.listing()).withText("--max-results", "100")), p.ofCIDR("ByoipCidrs[?Cidr=='", "'].State | [0]"))
}

// listing is the operation that lists ranges.
func (p plan) listing() string {
	if p.Service == GlobalAccelerator {
		return "list-byoip-cidrs"
	}
	return "describe-byoip-cidrs"
}

// pollAssociation asks for the state of the ASN among those of the range.
func (p plan) pollAssociation(w *Wait) *Wait {
	return w.polling(p.local(p.ec2("describe-byoip-cidrs").withText("--max-results", "100")),
		p.ofCIDR("ByoipCidrs[?Cidr=='", "'].AsnAssociations[] | [?Asn=='"+p.ASN.String()+"'].State | [0]"))
}

// pollPool asks for the state of the range in a pool.
func (p plan) pollPool(w *Wait, pool Arg) *Wait {
	return w.polling(p.home(p.ec2("get-ipam-pool-cidrs").with("--ipam-pool-id", pool)), p.ofCIDR("IpamPoolCidrs[?Cidr=='", "'].State | [0]"))
}

// pollRegistry asks for the state of the association with a registry.
func (p plan) pollRegistry(w *Wait) *Wait {
	return w.polling(p.associationState(), Arg{Text: "IpamInternetRegistryAssociations[0].State"})
}

// ofCIDR puts the range into a query.
func (p plan) ofCIDR(before, after string) Arg {
	cidr := p.cidr()
	cidr.Text = before + cidr.Text
	return cidr.before(after)
}

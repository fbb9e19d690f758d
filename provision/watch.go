package provision

import "strings"

// Shell variables of the steps that look at the route.
const (
	variableDiscovery = "RESOURCE_DISCOVERY_ID"
	variableDimension = "ROA_DIMENSIONS"
	variableTopic     = "ALARM_TOPIC_ARN"
)

// watching lists the steps that look at the route after it is advertised.
func (p plan) watching() []Step {
	if p.Service != IPAM {
		return []Step{p.stepSeen()}
	}
	return []Step{p.stepSeen(), p.stepRoutes(), p.stepAlarm()}
}

// watchVariables explains their shell variables.
func (p plan) watchVariables() []Variable {
	return []Variable{
		{variableDiscovery, "the ID of the IPAM's own resource discovery", p.home(p.ec2("describe-ipam-resource-discoveries"))},
		{variableDimension, "the Dimensions of the metric for the range, as one line of JSON; IPAM has the metric once the range is advertised",
			p.home(run("aws", "cloudwatch", "list-metrics").withText("--namespace", "AWS/IPAM").withText("--metric-name", "RoaExpiration").
				withText("--query", "Metrics[].Dimensions").withText("--output", "json"))},
		{variableTopic, "the ARN of the SNS topic that is to have the alarm", p.home(run("aws", "sns", "list-topics"))},
	}
}

func (p plan) stepSeen() Step {
	origin := p.origins()[0]
	if p.ASN != 0 {
		origin = p.ASN.String()
	}
	return Step{
		Phase: Bring, Title: "See that the world sees it",
		Text: "It asks RIPEstat's looking glass once a minute, which is near real time, until three in four peers of the route collectors have " +
			"the range from AS" + origin + ". RIPEstat's routing-status and the like are snapshots, up to ten hours old, and say nothing of a change made today.",
		Commands: []Command{p.withCIDR(run("byoasn", "seen")).withText("--asn", origin).withText("--wait", "30m")},
	}
}

func (p plan) stepRoutes() Step {
	step := Step{
		Phase: Bring, Title: "See what AWS sees of the route",
		Text: "The first call has what AWS sees announced. The second has a verdict on each route: RpkiStatus has to be valid, and RpkiStrength strict, " +
			"which is a ROA whose maxLength is the range's own; RouteOverlaps are announcements of a part of the range by others.",
		Commands: []Command{
			p.home(p.ec2("get-ipam-discovered-routes").with("--ipam-resource-discovery-id", Arg{Variable: variableDiscovery}).
				with("--resource-region", p.localRegion())),
			p.home(p.ec2("get-ipam-route-protection-findings").with("--ipam-id", p.ipam())),
		},
		Notes: []Note{
			{"The first call is there in IPAM's Free Tier, too.", apiRoutes},
			{"The second one takes the Advanced Tier: in the Free Tier it is refused with UnsupportedOperation, which says nothing of the route.", apiFindings},
			{"Both are samples, of the SampleTime that each has: a change of the last minutes may not be in them.", apiFindings},
		},
	}
	return step
}

// localRegion is where the range is advertised.
func (p plan) localRegion() Arg {
	switch {
	case p.Locale != "":
		return Arg{Text: p.Locale}
	case p.Region != "":
		return Arg{Text: p.Region}
	}
	return Arg{Variable: variableLocale}
}

// variableLocale is the Region that advertises the range, where the request does not
// have it.
const variableLocale = "LOCALE"

func (p plan) stepAlarm() Step {
	name := strings.NewReplacer(".", "-", ":", "-", "/", "-").Replace(p.CIDR.String())
	if !p.CIDR.IsValid() {
		name = "of-AS" + p.ASN.String()
	}
	alarm := run("aws", "cloudwatch", "put-metric-alarm").withText("--alarm-name", "byoasn-roa-"+name).
		withText("--namespace", "AWS/IPAM").withText("--metric-name", "RoaExpiration").with("--dimensions", Arg{Variable: variableDimension}).
		withText("--statistic", "Minimum").withText("--period", "86400").withText("--evaluation-periods", "1").
		withText("--threshold", "30").withText("--comparison-operator", "LessThanThreshold").with("--alarm-actions", Arg{Variable: variableTopic})
	return Step{
		Phase: Bring, Title: "Be told before a ROA expires",
		When: "if the IPAM is in the Advanced Tier",
		Text: "A ROA that expires takes the route with it. RoaExpiration of the namespace AWS/IPAM is how many days are left; the alarm goes off at less than 30.",
		Commands: []Command{
			p.home(alarm),
		},
		Notes: []Note{{"Most registries' portals renew ROAs by themselves; the alarm is for those that do not.", delegated}},
	}
}

package rdap

import (
	"net/url"
	"strings"

	"github.com/byoasn/byoasn/registry"
)

// banners are what the servers write above an answer, in lower case.
var banners = []struct {
	phrase   string
	registry registry.Registry
}{
	{"this is the ripe database", registry.RIPE},
	{"[whois.apnic.net]", registry.APNIC},
	{"this is the afrinic whois server", registry.AFRINIC},
	{"lacnic resource:", registry.LACNIC},
	{"copyright (c) nic.br", registry.LACNIC},
	{"arin whois data and services", registry.ARIN},
}

// maintainers are how the names of the registries' own maintainers begin.
var maintainers = []struct {
	prefix   string
	registry registry.Registry
}{
	{"RIPE-NCC-", registry.RIPE},
	{"APNIC-", registry.APNIC},
	{"AFRINIC-", registry.AFRINIC},
}

// registry tells whose the answer is: from the subject's source, or, if it
// names none, from its maintainers and the banners.
func (a *whoisAnswer) registry(subject *whoisObject) registry.Registry {
	if subject.form() == Plain {
		return agree(append(a.referrals(), registry.ARIN))
	}
	if r := subject.ownRegistry(); r != "" || subject.first("source") != "" {
		return r
	}
	var signs []registry.Registry
	for _, maintainer := range subject.values("mnt-by") {
		for _, m := range maintainers {
			if strings.HasPrefix(strings.ToUpper(maintainer), m.prefix) {
				signs = append(signs, m.registry)
			}
		}
	}
	for _, comment := range a.comments {
		words := strings.ToLower(comment.text)
		for _, b := range banners {
			if strings.Contains(words, b.phrase) {
				signs = append(signs, b.registry)
			}
		}
	}
	return agree(signs)
}

// referrals are the registries that ARIN refers to: what it answers about their
// numbers is a block that it handed to them.
func (a *whoisAnswer) referrals() []registry.Registry {
	var signs []registry.Registry
	for _, o := range a.objects {
		for _, referral := range o.values("referralserver") {
			if server, err := url.Parse(referral); err == nil {
				signs = append(signs, registry.OfHost(server.Hostname()))
			}
		}
	}
	return signs
}

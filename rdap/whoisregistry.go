package rdap

import (
	"net/url"

	"github.com/byoasn/byoasn/registry"
)

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
		signs = append(signs, registry.Of(registry.Maintainer, maintainer).Regional())
	}
	for _, comment := range a.comments {
		signs = append(signs, registry.Of(registry.Banner, comment.text).Regional())
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

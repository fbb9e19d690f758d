package publish_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/certgen"
	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/publish"
	"github.com/byoasn/byoasn/registry"
)

// What is published in any object can be taken out again, and no text makes
// anything but a problem.
func FuzzUpdate(f *testing.F) {
	for _, name := range []string{"made-ripe-autnum.txt", "made-ripe-inet6num.txt", "made-ripe-rest-as102-copy.json", "made-arin-net.xml"} {
		f.Add(file(f, name), true)
		f.Add(strings.ReplaceAll(file(f, name), "\n", "\r\n"), false)
	}
	f.Add("aut-num: AS64496\nsource: RIPE", true)
	f.Add(`<net xmlns="http://www.arin.net/regrws/core/v1"><comment/></net>`, false)
	f.Fuzz(func(t *testing.T, object string, ripe bool) {
		c := change(t, registry.ARIN, network)
		if ripe {
			c = change(t, registry.RIPE, asn)
		}
		update, err := c.Update([]byte(object))
		if err != nil {
			var p *problem.Problem
			require.True(t, errors.As(err, &p))
			return
		}
		require.Contains(t, update.Text, certgen.OneLine(c.Certificate))
		_, err = c.Update([]byte(update.Text))
		require.ErrorIs(t, err, publish.AlreadyPublished)
		c.Remove = true
		_, err = c.Update([]byte(update.Text))
		require.NoError(t, err)
	})
}

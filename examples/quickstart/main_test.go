package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheStoryIsToldToItsEnd(t *testing.T) {
	var out strings.Builder
	require.NoError(t, run(t.Context(), &out, time.Now()))
	told := out.String()
	for _, part := range []string{
		"6. Published, by mistake, in the organization's comments",
		"fail: certificate-placement",
		"To do: Publish it at ARIN in the Public Comments",
		"8. Published in the comments of the ASN itself",
		"Yes: by everything that AWS documents",
		"aws ec2 provision-ipam-byoasn",
	} {
		before, after, found := strings.Cut(told, part)
		require.True(t, found, "%q is not told, or not in this order, in:\n%s", part, before)
		told = after
	}
}

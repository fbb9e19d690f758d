package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNoSentenceHasAWordThatIsNotOurs(t *testing.T) {
	sentences, err := collect("../..", true)
	require.NoError(t, err)
	require.Greater(t, len(sentences), 3000, "the tool sees them")
	for _, s := range sentences {
		require.Empty(t, s.wrong(), s.String())
	}
}

func TestWhatIsNotOursIsFound(t *testing.T) {
	for text, wrong := range map[string]bool{
		"mend the certificate":                      true,
		`"sgin" is no command of byoasn`:            true,
		"there is no command below it":              false,
		"There is no record to look in.":            false,
		"strconv.ParseInt: parsing: invalid syntax": true,
		"the record of whosever number it is":       true,
		"fix the certificate":                       false,
	} {
		require.Equal(t, wrong, sentence{text: text}.wrong() != "", text)
	}
}

func TestSentencesAreFoundWhereverTheyStand(t *testing.T) {
	found, err := ofFile("testdata/sample.go.txt", true)
	require.NoError(t, err)
	var texts []string
	for _, s := range found {
		texts = append(texts, s.text)
	}
	require.Equal(t, []string{"the file is not there", "two words", "Package sample is documented.\n", "Exported says why.\n"}, texts)
}

package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheStoryIsToldToItsEnd(t *testing.T) {
	require.NoError(t, run(time.Now()))
	require.Equal(t, 6, steps)
}

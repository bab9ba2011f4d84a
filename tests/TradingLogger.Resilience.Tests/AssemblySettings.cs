using Xunit.Sdk;
using Xunit.v3;

// Each test has the machine for itself: it starts processes of its own, and some measure times.
[assembly: Parallelization(Mode = ParallelMode.None)]

using Xunit.Sdk;
using Xunit.v3;

// One process, one logger: tests that initialise it must not meet.
[assembly: Parallelization(Mode = ParallelMode.None)]

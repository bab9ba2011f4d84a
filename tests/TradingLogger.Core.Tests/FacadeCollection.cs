using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace TradingLogging.Tests;

/// <summary>Tests of the static facade: there is one per process, so they run one after the other, and alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage(
    "Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "xUnit's word for it.")]
public sealed class FacadeCollection
{
    public const string Name = "TradingLogger facade";
}

using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace AiWebBuilder.Tests;

/// <summary>Part of each test project: what looks like a test is one that the runner finds and runs.</summary>
internal sealed class EveryTestRunsTests
{
    private static readonly Assembly Own = typeof(EveryTestRunsTests).Assembly;

    [Test]
    public void The_runner_finds_every_method_that_is_marked_as_a_test()
    {
        var found = Found();
        found.Count.ShouldBeGreaterThan(3);
        var missed = Marked().Where(method => !found.Contains(method)).ToArray();
        // The deliberate violation, and nothing else.
        missed.ShouldBe([$"{nameof(NeverRuns)}.{nameof(NeverRuns.A_test_in_an_abstract_class)}"]);
    }

    [Test]
    public void No_test_is_left_out_on_purpose() =>
        Leaves(Tree()).Where(test => test.RunState != RunState.Runnable).Select(test => test.FullName).ShouldBeEmpty();

    private static ITest Tree() =>
        new DefaultTestAssemblyBuilder().Build(Own, new Dictionary<string, object>(StringComparer.Ordinal));

    private static IEnumerable<ITest> Leaves(ITest test) =>
        test.HasChildren ? test.Tests.SelectMany(Leaves)
        : test.IsSuite ? []
        : [test];

    private static HashSet<string> Found() =>
        [.. Leaves(Tree()).Select(test => $"{test.TypeInfo!.Type.Name}.{test.Method!.Name}")];

    private static IEnumerable<string> Marked() =>
        Own.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                        BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.Instance
                            | BindingFlags.Static
                            | BindingFlags.DeclaredOnly
                    )
                    .Where(method => method.GetCustomAttributes().Any(one => one is ISimpleTestBuilder or ITestBuilder))
                    .Select(method => $"{type.Name}.{method.Name}")
            );

    internal abstract class NeverRuns
    {
        [Test]
        public void A_test_in_an_abstract_class() => Assert.Fail("Nobody sees this.");
    }
}

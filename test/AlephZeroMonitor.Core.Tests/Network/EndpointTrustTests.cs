using CsCheck;

namespace AlephZeroMonitor.Core.Network;

public class EndpointTrustTests
{
    [Theory]
    [InlineData(10, 80, true)]
    [InlineData(10, 81, false)]
    [InlineData(0, 50, true)]
    [InlineData(0, 51, false)]
    [InlineData(60, 230, true)]
    [InlineData(60, 231, false)]
    [InlineData(1, -100, true)]
    [InlineData(1, -101, false)]
    [InlineData(3600, -101, false)]
    [InlineData(-5, 50, true)]
    [InlineData(-5, 51, false)]
    public void Next_SecondAnswer_IsTrustedWithinTheMeasure(int seconds, int step, bool isTrusted) =>
        Assert.Equal(isTrusted, Take((5000, 1000), (5000 + seconds, (uint)(1000 + step))).IsTrusted);

    [Fact]
    public void Default_NoAnswer_IsNotTrusted() => Assert.False(default(EndpointTrust).IsTrusted);

    [Fact]
    public void Next_FirstAnswer_IsTrusted() => Assert.True(Take((0, uint.MaxValue)).IsTrusted);

    [Fact]
    public void Next_ThreeAnswersPlausibleToOneAnother_ConvinceAtTheThird()
    {
        (int, uint)[] answers = [(0, 1000), (1, 9000), (2, 9001), (3, 9002)];
        Assert.Equal([true, false, false, true], Enumerable.Range(1, 4).Select(count => Take(answers[..count]).IsTrusted));
    }

    [Fact]
    public void Next_AnswersThatComeTooClose_CountAsOne()
    {
        var trust = default(EndpointTrust).Next(At(0, 1000));
        var trusted = Enumerable.Range(1, 130).Select(second => (trust = trust.Next(At(second, (uint)(9000 + second)), TimeSpan.FromSeconds(60))).IsTrusted).ToArray();
        Assert.Equal(120, Array.IndexOf(trusted, true));
        Assert.All(trusted[120..], Assert.True);
    }

    [Fact]
    public void Next_RivalsThatContradictOneAnother_BeginAnew() =>
        Assert.Equal(1, Take((0, 1000), (1, 9000), (2, 9001), (3, 20_000)).Rivals);

    [Fact]
    public void Next_ReturnToTheTrusted_IsTrustedAndForgetsTheRivals()
    {
        var trust = Take((0, 1000), (1, 9000), (2, 9001), (3, 1003));
        Assert.True(trust.IsTrusted);
        Assert.False(trust.Next(At(4, 9003)).Next(At(5, 9004)).IsTrusted);
    }

    [Fact]
    public void Next_ImplausibleAnswer_LeavesTheTrustedOne() => Assert.Equal(At(0, 1000), Take((0, 1000), (1, 9000)).Trusted);

    [Fact]
    public void Next_SameHead_HasNotMoved() => Assert.Equal(TimeSpan.FromSeconds(1), Take((0, 1000), (1, 1001), (100, 1001)).MovedAt);

    [Fact]
    public void Next_AnyChainOfAtMostThreeBlocksASecond_IsAlwaysTrusted() =>
        Gen.Select(Gen.Int[0, 300], Gen.Double[0, 3]).Array[1, 50].Sample(steps =>
        {
            var (second, number, trust) = (0, 1_000_000u, default(EndpointTrust));
            foreach (var (seconds, pace) in steps)
            {
                trust = trust.Next(At(second += seconds, number += (uint)(seconds * pace)));
                Assert.True(trust.IsTrusted);
            }
        });

    [Fact]
    public void Next_AnyAnswers_TrustedOneIsTheFirstOrPlausibleOrConfirmedTwice() =>
        Gen.Select(Gen.Int[0, 120], Gen.UInt).Array[1, 40].Sample(answers =>
        {
            var (at, trust, run) = (0, default(EndpointTrust), 0);
            foreach (var (seconds, number) in answers)
            {
                var answer = At(at += seconds, number);
                var (before, next) = (trust, trust.Next(answer));
                var isPlausible = before.Trusted is not { } trusted || trusted.CanBecome(answer);
                run = isPlausible ? 0 : run > 0 && before.Last!.Value.CanBecome(answer) ? run + 1 : 1;
                Assert.Equal(isPlausible || run == 3, next.IsTrusted);
                Assert.Equal(next.IsTrusted ? answer : before.Trusted, next.Trusted);
                Assert.Equal(answer, next.Last);
                run = next.IsTrusted ? 0 : run;
                trust = next;
            }
        });

    [Fact]
    public void Next_EndpointThatSettles_IsTrustedAfterThreeAnswers() =>
        Gen.Select(Gen.UInt.Array[0, 20], Gen.UInt).Sample((noise, settled) =>
        {
            var trust = noise.Aggregate(default(EndpointTrust), (trust, number) => trust.Next(At(0, number)));
            Assert.True(trust.Next(At(1, settled)).Next(At(2, settled)).Next(At(3, settled)).IsTrusted);
        });

    [Fact]
    public void Servers_ThereAndBackAndThere_AreTwo()
    {
        (int, uint)[] answers = [(0, 1000), (1, 5000), (2, 1002), (3, 5002)];
        Assert.Equal([false, false, false, true], Enumerable.Range(1, 4).Select(count => Take(answers[..count]).Servers is not null));
        Assert.Equal((At(2, 1002), At(3, 5002)), Take(answers).Servers);
    }

    [Fact]
    public void Servers_AnyOrderOfTwoLines_AreFoundAndTheLowOneIsLow() => Gen.Bool.Array[30].Sample(turns =>
    {
        var (trust, second) = (default(EndpointTrust), 0);
        foreach (var isHigh in turns.Concat([true, false, true, false]))
        {
            trust = trust.Next(At(++second, (uint)(second + (isHigh ? 5000 : 1000))));
        }

        var (low, high) = trust.Servers!.Value;
        Assert.Equal((At(34, 1034), At(33, 5033)), (low, high));
    });

    [Fact]
    public void Servers_OneJumpThatLasts_IsNone() => Assert.Null(Take((0, 1000), (1, 5000), (2, 5001), (3, 5002), (4, 5003)).Servers);

    [Fact]
    public void Servers_ErraticAnswers_AreNone() => Assert.Null(Take((0, 1000), (1, 5000), (2, 1002), (3, 9000), (4, 1004)).Servers);

    [Fact]
    public void Servers_OtherNotSeenForTenMinutes_IsForgotten()
    {
        var trust = Take((0, 1000), (1, 5000), (2, 1002), (3, 5002), (4, 1004));
        Assert.NotNull(trust.Next(At(600, 1600)).Servers);
        Assert.Null(trust.Next(At(604, 1604)).Servers);
    }

    private static HeadSample At(int second, uint number) => new(number, TimeSpan.FromSeconds(second));

    private static EndpointTrust Take(params (int Second, uint Number)[] answers) =>
        answers.Aggregate(default(EndpointTrust), (trust, answer) => trust.Next(At(answer.Second, answer.Number)));
}

using AlephZeroMonitor.Core;
using Tmds.DBus.Protocol;

namespace AlephZeroMonitor.Targets.Systemd;

public class UnitViewTests
{
    private static readonly DateTimeOffset Start = new(2025, 3, 12, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, VariantValue> _unit = new()
    {
        ["LoadState"] = "loaded",
        ["ActiveState"] = "active",
        ["InvocationID"] = VariantValue.Array(new byte[] { 0xAB, 0xCD }),
        ["Job"] = VariantValue.Struct(0u, VariantValue.ObjectPath("/")),
    };

    private readonly Dictionary<string, VariantValue> _service = new()
    {
        ["ExecMainStartTimestamp"] = Micros(Start),
        ["ExecMainExitTimestamp"] = 0UL,
        ["ExecMainCode"] = 0,
        ["ExecMainStatus"] = 0,
        ["Result"] = "success",
        ["Restart"] = "on-failure",
        ["TimeoutStopUSec"] = 120_000_000UL,
        ["TimeoutStartUSec"] = ulong.MaxValue,
    };

    [Theory]
    [InlineData("loaded", "active", RunState.Running)]
    [InlineData("loaded", "reloading", RunState.Running)]
    [InlineData("loaded", "deactivating", RunState.Running)]
    [InlineData("loaded", "activating", RunState.Restarting)]
    [InlineData("loaded", "inactive", RunState.Stopped)]
    [InlineData("loaded", "failed", RunState.Stopped)]
    [InlineData("masked", "inactive", RunState.Stopped)]
    [InlineData("not-found", "inactive", RunState.Missing)]
    public void Of_StateAsSystemdSaysIt_IsRead(string load, string active, RunState expected)
    {
        (_unit["LoadState"], _unit["ActiveState"]) = (load, active);
        Assert.Equal(expected, View().RunState);
    }

    [Fact]
    public void Of_Running_HasTheInvocationAsItsLife()
    {
        var view = View();
        Assert.Equal(new NodeLife("abcd", Start), view.Life);
        Assert.Equal((null, false, 120, 7), (view.End, view.IsInOtherHands, (int)view.StopTimeout.TotalSeconds, (int)view.StartTimeout.TotalDays));
    }

    [Theory]
    [InlineData("deactivating", 0u, true)]
    [InlineData("active", 7u, true)]
    [InlineData("active", 0u, false)]
    public void Of_StoppingOrWithAJob_IsInOtherHands(string active, uint job, bool expected)
    {
        (_unit["ActiveState"], _unit["Job"]) = (active, VariantValue.Struct(job, VariantValue.ObjectPath("/")));
        Assert.Equal(expected, View().IsInOtherHands);
    }

    [Theory]
    [InlineData(1, 3, "exit-code", 3, false)]
    [InlineData(2, 9, "signal", 137, false)]
    [InlineData(2, 9, "oom-kill", 137, true)]
    public void Of_Failed_ShowsHowItEnded(int code, int status, string result, int exitCode, bool isOutOfMemory)
    {
        (_unit["ActiveState"], _service["ExecMainExitTimestamp"]) = ("failed", Micros(Start.AddHours(1)));
        (_service["ExecMainCode"], _service["ExecMainStatus"], _service["Result"]) = (code, status, result);
        var view = View();
        Assert.Equal(new LifeEnd(Start.AddHours(1), exitCode, isOutOfMemory, IsOurs: false) { RestartPolicy = "on-failure", Said = $"result {result}" }, view.End);
        Assert.Equal((null, new NodeLife("abcd", Start)), (view.Life, view.LastLife));
    }

    [Fact]
    public void Of_StoppedAndForgotten_HasNoLifeAndNoEnd()
    {
        (_unit["ActiveState"], _unit["InvocationID"], _service["ExecMainStartTimestamp"]) = ("inactive", VariantValue.Array(Array.Empty<byte>()), 0UL);
        var view = View();
        Assert.Equal((RunState.Stopped, null, null), (view.RunState, view.LastLife, view.End));
    }

    [Fact]
    public void Of_RunningWithoutInvocation_IsNoJudgement()
    {
        _service.Clear();
        Assert.Contains("is it a service?", View().UnreachableSaid);
    }

    private static VariantValue Micros(DateTimeOffset at) => (ulong)((at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private UnitView View() => UnitView.Of(new UnitProperties("/unit", _unit, _service));
}

namespace NodeSimulator;

/// <summary>A panic, and the node's end by it. Source: sp-panic-handler, sc-service's task_manager.</summary>
internal static class Panic
{
    private const string Report = $$$"""

        ====================

        Version: {{{StartMessages.Version}}}


         0: sp_panic_handler::set::{{closure}}
           1: <alloc::boxed::Box<F,A> as core::ops::function::Fn<Args>>::call
                     at rustc/90c541806f23a127002de5b4038be731ba1458ca/library/alloc/src/boxed.rs:2021:9
           2: std::panicking::rust_panic_with_hook
           3: std::panicking::begin_panic_handler::{{closure}}
           4: std::sys_common::backtrace::__rust_end_short_backtrace
           5: rust_begin_unwind
           6: core::panicking::panic_fmt
           7: <finality_aleph::party::ConsensusParty<CS,NSM>>::run_session::{{closure}}
           8: tokio::runtime::task::harness::Harness<T,S>::poll


        Thread 'tokio-runtime-worker' panicked at 'Error while receiving the notification about current session RecvError(())', finality-aleph/src/party/mod.rs:138

        This is a bug. Please report it at:

        	docs.alephzero.org

        """;

    public static void Write(NodeLog log)
    {
        log.WriteRaw(Report);
        log.WriteError("sc_service::task_manager", "Essential task `aleph` failed. Shutting down service.");
        log.WriteRaw("Error: Service(Other(\"Essential task failed.\"))");
    }
}

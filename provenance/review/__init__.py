"""The local page over a case: a server on 127.0.0.1 for one browser, and the page that it serves.

server.py     a port, a secret address, a clean end
gate.py       who is let in: Host, Origin, the cookie; the policy of every answer
app.py        addresses and what answers them
desk.py       the case: what is read of it, one decision after the other, the work behind the page
queue.py      what is to be looked at, from a snapshot
sides.py      what is shown of a file
details.py    what is shown of one thing in the queue
matters.py    what the page sends, as decisions of the model
footage.py    files for the browser, and copies that it can play
page/         HTML, style and scripts as they are; nothing is built and nothing comes from outside
"""
